package io.orderflow.mongoserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import io.orderflow.mongoserver.store.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of changes has all that it has answered, and indexes that agree with it. */
class KilledServerTest {

    private static final int ROUNDS = Integer.getInteger("mongoserver.kill.rounds", 4);
    private static final int DOCUMENTS = 300;
    private static final int LONGEST_ROUND = 40;

    private final Random random = new Random(11);

    @Test
    void losesNothing(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("database");
        int answered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = ServerProcess.start(data);
                    MongoClient client = MongoClients.create(server.uri("test"))) {
                MongoCollection<Document> collection = client.getDatabase("test").getCollection("things");
                collection.createIndex(Indexes.ascending("group", "version"));
                answered = writeUntilKilled(server, collection, answered);
            }
            try (EmbeddedMongoServer server = EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT);
                    MongoClient client = MongoClients.create(server.uri("test"))) {
                answered = check(client.getDatabase("test").getCollection("things"), answered);
            }
        }
    }

    /** Returns the last version that was answered. Another collection is made, filled and dropped all the time. */
    private int writeUntilKilled(ServerProcess server, MongoCollection<Document> collection, int before)
            throws Exception {
        int last = before + 1 + random.nextInt(LONGEST_ROUND);
        CountDownLatch due = new CountDownLatch(1);
        Thread killer = Thread.ofPlatform().start(() -> {
            try {
                due.await();
                server.kill();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        int version = before;
        try {
            while (true) {
                collection.bulkWrite(replacements(version + 1));
                version++;
                if (version == last) {
                    due.countDown();
                }
            }
        } catch (MongoException died) {
            killer.join();
        }
        return version;
    }

    private List<ReplaceOneModel<Document>> replacements(int version) {
        return IntStream.range(0, DOCUMENTS)
                .mapToObj(i -> new ReplaceOneModel<>(Filters.eq("_id", "d" + i), new Document("_id", "d" + i)
                        .append("group", (i + version) % 7)
                        .append("version", version), new ReplaceOptions().upsert(true)))
                .toList();
    }

    private int check(MongoCollection<Document> collection, int answered) {
        List<Document> all = collection.find().into(new ArrayList<>());
        assertThat(all).hasSize(DOCUMENTS);
        assertThat(all).allSatisfy(document -> assertThat(document.getInteger("version")).isBetween(answered,
                answered + 1));
        // A request is carried out from its beginning, so what is newer comes first.
        for (int group = 0; group < 7; group++) {
            int wanted = group;
            assertThat(collection.find(Filters.eq("group", group)).into(new ArrayList<>()))
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .filter(document -> document.getInteger("group") == wanted)
                            .toList());
        }
        assertThat(collection.estimatedDocumentCount()).isEqualTo(DOCUMENTS);
        return all.stream().mapToInt(document -> document.getInteger("version")).max().orElseThrow();
    }
}
