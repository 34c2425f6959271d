package io.orderflow.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.projection.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagedListTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());
    private final MongoCollection<Document> things = client.getDatabase("test").getCollection("things");
    private int searches;

    @AfterEach
    void stop() {
        client.close();
        server.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesEveryThingOnceWhileThingsAreAddedAtRandom(boolean newestFirst) {
        Random random = new Random(7);
        PagedList<Document> list = list(newestFirst);
        for (int round = 0; round < 40; round++) {
            // Often at the same time, and in gaps of very different lengths.
            put(round, BEGIN.plusSeconds((long) Math.pow(random.nextInt(12), 3)));

            assertThat(read(list, 1 + random.nextInt(5))).isEqualTo(expected(newestFirst));
        }
    }

    @Test
    void findsANewThingThatComesFirst() {
        PagedList<Document> list = list(true);
        IntStream.range(0, 10).forEach(n -> put(n, BEGIN.plusSeconds(n)));
        list.page(List.of(), null, 3);

        put(10, BEGIN.plusSeconds(10));

        assertThat(list.page(List.of(), null, 3).items()).extracting(thing -> thing.get("_id")).containsExactly("10",
                "09", "08");
    }

    @Test
    void searchesOnceWhereTheLastPageToldHowFar() {
        PagedList<Document> list = list(true);
        IntStream.range(0, 100).forEach(n -> put(n, BEGIN.plusSeconds(n)));
        Page<Document> first = list.page(List.of(), null, 10);
        searches = 0;

        list.page(List.of(), null, 10);
        list.page(List.of(), Cursor.parse(first.next()), 10);

        assertThat(searches).isEqualTo(2);
    }

    @Test
    void searchesAgainWhereThatWasNotFarEnough() {
        PagedList<Document> list = list(false);
        IntStream.range(0, 100).forEach(n -> put(n, BEGIN.plusSeconds(n)));
        list.page(List.of(), null, 10);

        things.deleteMany(Filters.lt("_id", "90"));

        assertThat(list.page(List.of(), null, 10).items()).hasSize(10);
    }

    private PagedList<Document> list(boolean newestFirst) {
        return new PagedList<>(this::find, new Keyset("at", newestFirst),
                thing -> new Cursor(thing.getDate("at").toInstant(), thing.getString("_id")));
    }

    private List<Document> find(Bson filter, Bson sort, int limit) {
        searches++;
        return things.find(filter).sort(sort).limit(limit).into(new ArrayList<>());
    }

    private void put(int number, Instant at) {
        things.insertOne(new Document("_id", String.format("%02d", number)).append("at", Date.from(at)));
    }

    private List<String> expected(boolean newestFirst) {
        return things.find()
                .sort(new Keyset("at", newestFirst).sort())
                .map(thing -> thing.getString("_id"))
                .into(new ArrayList<>());
    }

    private static List<String> read(PagedList<Document> list, int limit) {
        List<String> ids = new ArrayList<>();
        Page<Document> page = list.page(List.of(), null, limit);
        page.items().forEach(thing -> ids.add(thing.getString("_id")));
        while (page.next() != null) {
            page = list.page(List.of(), Cursor.parse(page.next()), limit);
            page.items().forEach(thing -> ids.add(thing.getString("_id")));
        }
        return ids;
    }
}
