package io.orderflow.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.projection.api.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());
    private final MongoCollection<Document> things = client.getDatabase("test").getCollection("things");

    @AfterEach
    void stop() {
        client.close();
        server.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesEveryThingOncePageByPage(boolean newestFirst) {
        Random random = new Random(7);
        Keyset order = new Keyset("at", newestFirst);
        things.insertOne(new Document("_id", "without a time"));
        for (int round = 0; round < 40; round++) {
            // Often at the same time.
            put(round, BEGIN.plusSeconds(random.nextInt(12)));

            assertThat(read(order, 1 + random.nextInt(5))).isEqualTo(expected(order));
        }
    }

    private void put(int number, Instant at) {
        things.insertOne(new Document("_id", String.format("%02d", number)).append("at", Date.from(at)));
    }

    private List<String> expected(Keyset order) {
        return things.find(new Document("at", new Document("$exists", true)))
                .sort(order.sort())
                .map(thing -> thing.getString("_id"))
                .into(new ArrayList<>());
    }

    private List<String> read(Keyset order, int limit) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<Document> page = page(order, cursor, limit);
            page.items().forEach(thing -> ids.add(thing.getString("_id")));
            cursor = page.next();
        } while (cursor != null);
        return ids;
    }

    private Page<Document> page(Keyset order, @Nullable String cursor, int limit) {
        List<Document> found = things.find(order.after(Cursor.parse(cursor)))
                .sort(order.sort())
                .limit(limit + 1)
                .into(new ArrayList<>());
        return Page.of(found, limit,
                thing -> new Cursor(thing.getDate("at").toInstant(), thing.getString("_id")).toString());
    }
}
