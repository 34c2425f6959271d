package io.orderflow.mongoserver;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.orderflow.mongoserver.store.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is refused, what is bounded, and what the log tells of a query: none of it costs a client its connection. */
class ClientLimitsTest {

    private static final int MEMORY_EXCEEDED = 292;
    private static final int BAD_VALUE = 2;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private EmbeddedMongoServer server;
    private MongoClient client;
    private MongoCollection<Document> things;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = EmbeddedMongoServer.start(directory.resolve("database"), 0, StoreSettings.DEFAULT);
        client = MongoClients.create(server.uri("shop") + "?maxPoolSize=1&retryWrites=false&retryReads=false");
        things = client.getDatabase("shop").getCollection("things");
        log.start();
        ((Logger) LoggerFactory.getLogger("io.orderflow.mongoserver")).setLevel(Level.INFO);
        ((Logger) LoggerFactory.getLogger("io.orderflow.mongoserver")).addAppender(log);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger("io.orderflow.mongoserver")).setLevel(null);
        ((Logger) LoggerFactory.getLogger("io.orderflow.mongoserver")).detachAppender(log);
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(bytes = {1, 2, 5, 6, 7, 8, 9})
    void refusesBinaryDataOfAnUnknownSubtypeAndGoesOn(byte subtype) {
        Document document = new Document("_id", new Binary(subtype, new byte[16]));

        assertThatThrownBy(() -> things.insertOne(document)).isInstanceOfSatisfying(MongoCommandException.class,
                refused -> {
                    assertThat(refused.getErrorCode()).isEqualTo(BAD_VALUE);
                    assertThat(refused).hasMessageContaining("cannot be stored");
                });

        things.insertOne(new Document("_id", new Binary((byte) 0, new byte[16])));
        assertThat(things.countDocuments()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreOfAnAggregationThanFitsIntoMemory() {
        // given
        for (int i = 0; i < 110; i++) {
            things.insertOne(new Document("_id", i).append("text", "x".repeat(1 << 20)));
        }

        // when, then
        for (Bson stage : List.of(Aggregates.sort(Sorts.ascending("text")),
                Aggregates.group(null, Accumulators.push("all", "$text")), Aggregates.group("$$ROOT"),
                Aggregates.sample(200))) {
            assertThatThrownBy(() -> things.aggregate(List.of(stage)).first()).isInstanceOfSatisfying(
                    MongoCommandException.class,
                    refused -> assertThat(refused.getErrorCode()).isEqualTo(MEMORY_EXCEEDED));
        }
        assertThat(things.aggregate(List.of(Aggregates.group(null, Accumulators.sum("count", 1)))).first())
                .containsEntry("count", 110);
    }

    @Test
    void findsTheResultsOfAnAggregationWhenTheyAreAskedFor() {
        // given
        things.insertMany(IntStream.range(0, 3000).mapToObj(i -> new Document("_id", i).append("value", i)).toList());

        // when
        try (MongoCursor<Document> results = things.aggregate(List.of(Aggregates.match(new Document()))).batchSize(2)
                .cursor()) {
            results.next();
            things.deleteMany(new Document());

            // then
            List<Document> rest = new ArrayList<>();
            results.forEachRemaining(rest::add);
            assertThat(rest).hasSizeLessThan(2999);
        }
    }

    @Test
    void beginsAnAggregationWithAnIndexWhereThereIsOne() {
        // given
        things.createIndex(Indexes.ascending("value"));
        things.insertMany(IntStream.range(0, 100).mapToObj(i -> new Document("_id", i).append("value", i % 10))
                .toList());

        // when
        long count = things.countDocuments(eq("value", 3));

        // then
        assertThat(count).isEqualTo(10);
        assertThat(slowQueries()).isEmpty();
        assertThat(things.countDocuments(eq("other", 3))).isZero();
        assertThat(slowQueries()).hasSize(1);
    }

    @Test
    void readsNothingForOneOfNoValues() {
        // given
        things.insertOne(new Document("_id", 1).append("value", 1));

        // when, then
        assertThat(things.find(in("_id", List.of())).into(new ArrayList<>())).isEmpty();
        assertThat(things.find(in("value", List.of())).sort(Sorts.descending("value")).into(new ArrayList<>()))
                .isEmpty();
        assertThat(slowQueries()).isEmpty();
    }

    private List<String> slowQueries() {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.startsWith("Reads all"))
                .toList();
    }
}
