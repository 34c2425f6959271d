package io.orderflow.projection.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.api.InvalidValue;
import io.orderflow.service.message.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Keyset<Document> TIMES = Keyset.ofTimes("at", one -> one.getDate("at").toInstant(),
            KeysetTest::keyOf);
    private static final Keyset<Document> NUMBERS = Keyset.ofNumbers("number", one -> one.getLong("number"),
            KeysetTest::keyOf);
    private static final Keyset<Document> TEXTS = Keyset.ofTexts("text", one -> one.getString("text"),
            KeysetTest::keyOf);

    static final List<Keyset<Document>> ORDERS = Stream.of(TIMES, NUMBERS, TEXTS)
            .flatMap(order -> Stream.of(order, order.descending()))
            .toList();

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());
    private final MongoCollection<Document> documents = client.getDatabase("test").getCollection("documents");

    @AfterEach
    void stop() {
        client.close();
        server.shutdownNow();
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void givesEveryDocumentOncePageByPage(Keyset<Document> order) {
        Random random = new Random(7);
        documents.insertOne(new Document("_id", "without any field"));
        for (int round = 0; round < 40; round++) {
            // Often of equal values.
            put(round, random.nextInt(12));

            assertThat(read(order, 1 + random.nextInt(5))).isEqualTo(expected(order));
        }
    }

    private void put(int id, int value) {
        documents.insertOne(new Document("_id", String.format("%02d", id))
                .append("at", Date.from(BEGIN.plusSeconds(value)))
                .append("number", value - 6L)
                .append("text", value % 3 == 0 ? "" : "é " + value + "+%"));
    }

    private List<String> expected(Keyset<Document> order) {
        return documents.find(new Document("at", new Document("$exists", true)))
                .sort(order.sort())
                .map(KeysetTest::keyOf)
                .into(new ArrayList<>());
    }

    private List<String> read(Keyset<Document> order, int limit) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<Document> page = page(order, cursor, limit);
            page.items().forEach(one -> ids.add(keyOf(one)));
            cursor = page.next();
        } while (cursor != null);
        return ids;
    }

    private Page<Document> page(Keyset<Document> order, @Nullable String cursor, int limit) {
        List<Document> found = documents.find(order.after(cursor))
                .sort(order.sort())
                .limit(limit + 1)
                .into(new ArrayList<>());
        return Page.of(found, limit, order::cursorAfter);
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void hasCursorsThatNeedNoEscapingInAUrl(Keyset<Document> order) {
        Document last = new Document("_id", "o.1_~").append("at", Date.from(BEGIN)).append("number", -1L)
                .append("text", "é ?&");
        assertThat(order.cursorAfter(last)).matches("[A-Za-z0-9_-]+");
    }

    /** Cursors that clients have from before remain what they were. */
    @Test
    void readsTheCursorsOfTimes() {
        Document last = new Document("_id", "o-1").append("at", Date.from(Instant.parse("2026-11-22T10:00:00.123Z")));
        assertThat(TIMES.cursorAfter(last)).isEqualTo(encoded("2026-11-22T10:00:00.123Z o-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "o-1", "bm90aGluZw", "MjAyNi0xMS0yMlQxMDowMDowMFo", "bm90aGluZyBvLTE"})
    void refusesWhatIsNoCursor(String text) {
        assertThatThrownBy(() -> TIMES.after(text)).isInstanceOf(InvalidValue.class).hasMessageContaining("cursor");
        assertThatThrownBy(() -> NUMBERS.after(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesATimeThatNoListHas() {
        for (Instant time : List.of(Instant.MAX, Instant.MIN)) {
            assertThatThrownBy(() -> TIMES.after(encoded(time + " o-1"))).isInstanceOf(InvalidValue.class);
        }
    }

    private static String encoded(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static String keyOf(Document document) {
        return document.getString("_id");
    }
}
