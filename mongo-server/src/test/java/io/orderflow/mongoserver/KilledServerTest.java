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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of changes has all that it has answered, and indexes that agree with it. */
class KilledServerTest {

    private static final int ROUNDS = Integer.getInteger("mongoserver.kill.rounds", 4);
    private static final int DOCUMENTS = 300;
    private static final int LONGEST_ROUND = 40;
    private static final long SMALL_CACHE_BYTES = 1 << 20;
    private static final int PAYLOAD_BYTES = 2 << 10;

    private final Random random = new Random(11);

    /** Buffers of half a mebibyte are written to files, and files merged, all the time. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void losesNothingInACompaction(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("database");
        int answered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = ServerProcess.start(data, SMALL_CACHE_BYTES);
                    MongoClient client = MongoClients.create(server.uri("test"))) {
                MongoCollection<Document> collection = client.getDatabase("test").getCollection("things");
                collection.createIndex(Indexes.ascending("group", "version"));
                answered = writeUntilKilled(server, collection, answered, PAYLOAD_BYTES);
            }
            try (EmbeddedMongoServer server = EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT);
                    MongoClient client = MongoClients.create(server.uri("test"))) {
                answered = check(client.getDatabase("test").getCollection("things"), answered);
            }
        }
    }

    @Test
    void losesNothing(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("database");
        int answered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = ServerProcess.start(data);
                    MongoClient client = MongoClients.create(server.uri("test"))) {
                MongoCollection<Document> collection = client.getDatabase("test").getCollection("things");
                collection.createIndex(Indexes.ascending("group", "version"));
                answered = writeUntilKilled(server, collection, answered, 0);
            }
            try (EmbeddedMongoServer server = EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT);
                    MongoClient client = MongoClients.create(server.uri("test"))) {
                answered = check(client.getDatabase("test").getCollection("things"), answered);
            }
        }
    }

    /** Returns the last version that was answered. Another collection is made, filled and dropped all the time. */
    private int writeUntilKilled(ServerProcess server, MongoCollection<Document> collection, int before,
            int payloadBytes) throws Exception {
        int last = before + 1 + random.nextInt(LONGEST_ROUND);
        CountDownLatch due = new CountDownLatch(1);
        Thread killer = Thread.ofPlatform().start(() -> {
            try {
                due.await();
                while (payloadBytes > 0 && !server.isCompacting()) {
                    Thread.onSpinWait();
                }
                server.kill();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        int version = before;
        try {
            while (true) {
                collection.bulkWrite(replacements(version + 1, payloadBytes));
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

    private List<ReplaceOneModel<Document>> replacements(int version, int payloadBytes) {
        byte[] payload = new byte[payloadBytes];
        return IntStream.range(0, DOCUMENTS)
                .mapToObj(i -> {
                    random.nextBytes(payload);
                    return new ReplaceOneModel<>(Filters.eq("_id", "d" + i), new Document("_id", "d" + i)
                            .append("group", (i + version) % 7)
                            .append("version", version)
                            .append("payload", payload.clone()), new ReplaceOptions().upsert(true));
                })
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
