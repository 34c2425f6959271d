package io.orderflow.mongoserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import io.orderflow.mongoserver.store.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Queries of any form find the same documents in the same order, whether an index serves them or not: the same changes
 * are made in a collection with indexes and in one without.
 */
class IndexedQueriesTest {

    private static final List<String> FIELDS = List.of("a", "b", "c", "n.x");
    private static final long SEED = Long.getLong("indexed.seed", new Random().nextLong());
    private static final int CHANGES = 400;
    private static final int QUERIES = 300;

    private Random random;

    @RepeatedTest(5)
    void findTheSameAsWithoutIndexes(RepetitionInfo repetition, @TempDir Path directory) {
        long seed = SEED + repetition.getCurrentRepetition();
        random = new Random(seed);
        Path data = directory.resolve("database");
        EmbeddedMongoServer server = EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT);
        try {
            try (MongoClient client = MongoClients.create(server.uri("test"))) {
                MongoCollection<Document> indexed = client.getDatabase("test").getCollection("indexed");
                MongoCollection<Document> plain = client.getDatabase("test").getCollection("plain");
                makeIndexes(indexed);
                change(indexed, plain);
                makeIndexes(indexed);
                compare(indexed, plain, seed);
            }
            server.close();
            server = EmbeddedMongoServer.start(data, 0, StoreSettings.DEFAULT);
            try (MongoClient client = MongoClients.create(server.uri("test"))) {
                compare(client.getDatabase("test").getCollection("indexed"),
                        client.getDatabase("test").getCollection("plain"), seed);
            }
        } finally {
            server.close();
        }
    }

    private void makeIndexes(MongoCollection<Document> indexed) {
        for (int index = 0; index < 4; index++) {
            Document keys = new Document();
            for (int field = 0; field <= random.nextInt(3); field++) {
                keys.append(FIELDS.get(random.nextInt(FIELDS.size())), random.nextBoolean() ? 1 : -1);
            }
            indexed.createIndex(keys);
        }
    }

    private void change(MongoCollection<Document> indexed, MongoCollection<Document> plain) {
        for (int change = 0; change < CHANGES; change++) {
            Bson one = Filters.eq("_id", "d" + random.nextInt(150));
            Document document = document();
            Bson where = Filters.gt("a", value());
            Bson fields = Updates.combine(Updates.set("b", value()), Updates.set("n.x", value()));
            int kind = random.nextInt(10);
            for (MongoCollection<Document> collection : List.of(indexed, plain)) {
                switch (kind) {
                    case 0 -> collection.deleteOne(one);
                    case 1 -> collection.updateMany(where, fields);
                    case 2, 3 -> collection.updateOne(one, fields);
                    default -> collection.replaceOne(one, document, new ReplaceOptions().upsert(true));
                }
            }
        }
    }

    private Document document() {
        Document document = new Document();
        for (String field : List.of("a", "b", "c")) {
            if (random.nextInt(6) > 0) {
                document.append(field, value());
            }
        }
        return random.nextBoolean() ? document : document.append("n", new Document("x", value()));
    }

    private Object value() {
        return switch (random.nextInt(12)) {
            case 0 -> "s" + random.nextInt(5);
            case 1 -> (long) random.nextInt(6);
            case 2 -> random.nextInt(6) + 0.5;
            case 3 -> new Decimal128(random.nextInt(6));
            case 4 -> new Date(random.nextInt(5));
            case 5 -> random.nextBoolean();
            case 6 -> "";
            case 7 -> "s\0" + random.nextInt(3);
            default -> random.nextInt(6) - 2;
        };
    }

    private void compare(MongoCollection<Document> indexed, MongoCollection<Document> plain, long seed) {
        assertThat(indexed.estimatedDocumentCount()).as("seed %d", seed).isEqualTo(plain.countDocuments());
        for (int query = 0; query < QUERIES; query++) {
            List<Bson> conditions = new ArrayList<>();
            for (int condition = 0; condition <= random.nextInt(3); condition++) {
                conditions.add(condition());
            }
            Bson filter = Filters.and(conditions);
            Document order = order();
            int limit = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(20);
            int skip = random.nextInt(3);
            String asked = "seed %d: %s by %s, limit %d, skip %d".formatted(seed, filter, order, limit, skip);
            List<Document> expected = plain.find(filter).sort(order).skip(skip).limit(limit).into(new ArrayList<>());
            assertThat(indexed.find(filter).sort(order).skip(skip).limit(limit).into(new ArrayList<>())).as(asked)
                    .isEqualTo(expected);
            assertThat(indexed.find(filter).into(new ArrayList<>())).as(asked)
                    .containsExactlyInAnyOrderElementsOf(plain.find(filter).into(new ArrayList<>()));
        }
    }

    /** By the id at last, so that there is one order only. */
    private Document order() {
        Document order = new Document();
        for (int field = 0; field < random.nextInt(3); field++) {
            order.append(FIELDS.get(random.nextInt(FIELDS.size())), random.nextBoolean() ? 1 : -1);
        }
        return order.append("_id", random.nextBoolean() ? 1 : -1);
    }

    private Bson condition() {
        String field = FIELDS.get(random.nextInt(FIELDS.size()));
        return switch (random.nextInt(10)) {
            case 0 -> Filters.gt(field, value());
            case 1 -> Filters.gte(field, value());
            case 2 -> Filters.lt(field, value());
            case 3 -> Filters.and(Filters.gte(field, value()), Filters.lte(field, value()));
            case 4 -> Filters.in(field, value(), value(), value());
            case 5 -> Filters.eq(field, null);
            case 6 -> Filters.gt("_id", "d" + random.nextInt(150));
            case 7 -> Filters.in(field, List.of());
            default -> Filters.eq(field, value());
        };
    }
}
