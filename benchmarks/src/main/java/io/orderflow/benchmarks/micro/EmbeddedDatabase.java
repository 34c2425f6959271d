package io.orderflow.benchmarks.micro;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.mongoserver.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.util.FileSystemUtils;

/** The embedded database through the driver, over a socket as always: a thousand documents of orders, in turn. */
@State(Scope.Benchmark)
public class EmbeddedDatabase {

    private static final int DOCUMENTS = 1_000;
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    private final BsonDocument document = new OrderDocument().encode();
    private Path directory = Path.of("");
    private EmbeddedMongoServer server;
    private MongoClient client;
    private MongoCollection<BsonDocument> orders;
    private int next;

    @Setup
    public void start() throws IOException {
        directory = Files.createTempDirectory("micro");
        server = EmbeddedMongoServer.start(directory, 0, StoreSettings.DEFAULT);
        client = MongoClients.create(server.uri());
        orders = client.getDatabase("micro").getCollection("orders", BsonDocument.class);
        for (int i = 0; i < DOCUMENTS; i++) {
            replace();
        }
    }

    @TearDown
    public void stop() throws IOException {
        client.close();
        server.close();
        FileSystemUtils.deleteRecursively(directory);
    }

    private String nextKey() {
        next = (next + 1) % DOCUMENTS;
        return "o-" + next;
    }

    @Benchmark
    public final Object replace() {
        String key = nextKey();
        BsonDocument replacement = new BsonDocument("_id", new BsonString(key));
        replacement.put("order", document);
        return orders.replaceOne(eq("_id", key), replacement, UPSERT);
    }

    @Benchmark
    public BsonDocument find() {
        return Objects.requireNonNull(orders.find(eq("_id", nextKey())).first());
    }
}
