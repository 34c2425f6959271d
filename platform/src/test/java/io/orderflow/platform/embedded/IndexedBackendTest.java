package io.orderflow.platform.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked, the answer is that of the library's own collections, which read everything. */
class IndexedBackendTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<String> STATES = List.of("new", "open", "done");
    private static final List<IndexModel> INDEXES = Stream
            .of(descending("at", "_id"), compoundIndex(ascending("state"), descending("at", "_id")),
                    compoundIndex(ascending("owner", "state"), descending("at", "_id")))
            .map(IndexModel::new)
            .toList();

    private final MongoServer indexedServer = new MongoServer(new IndexedBackend());
    private final MongoServer plainServer = new MongoServer(new MemoryBackend());
    private MongoClient indexedClient;
    private MongoClient plainClient;
    private List<MongoCollection<Document>> twins;

    @BeforeEach
    void start() {
        indexedClient = MongoClients.create(indexedServer.bindAndGetConnectionString());
        plainClient = MongoClients.create(plainServer.bindAndGetConnectionString());
        twins = Stream.of(indexedClient, plainClient)
                .map(client -> client.getDatabase("test").getCollection("things"))
                .toList();
    }

    @AfterEach
    void stop() {
        indexedClient.close();
        plainClient.close();
        indexedServer.shutdownNow();
        plainServer.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsWhatACollectionWithoutIndexesFinds(long seed) {
        Random random = new Random(seed);
        boolean indexedFirst = random.nextBoolean();
        if (indexedFirst) {
            createIndexes();
        }
        for (int i = 0; i < 400; i++) {
            change(random);
        }
        if (!indexedFirst) {
            createIndexes();
        }
        for (int i = 0; i < 200; i++) {
            change(random);
            assertSameAnswer(conditions(random), sort(random), random.nextInt(12), random.nextInt(3));
        }
    }

    private void createIndexes() {
        twins.forEach(twin -> twin.createIndexes(INDEXES));
    }

    private void change(Random random) {
        String id = "t" + random.nextInt(120);
        Document thing = thing(id, random);
        int kind = random.nextInt(10);
        twins.forEach(twin -> {
            switch (kind) {
                case 0, 1 -> twin.deleteOne(eq(id));
                case 2 -> twin.updateMany(eq("state", thing.get("state")), Updates.set("owner", thing.get("owner")));
                case 3 -> twin.findOneAndUpdate(eq(id), Updates.unset("at"));
                default -> twin.replaceOne(eq(id), thing, new ReplaceOptions().upsert(true));
            }
        });
    }

    private static Document thing(String id, Random random) {
        Document thing = new Document("_id", id).append("state", STATES.get(random.nextInt(3)));
        if (random.nextInt(10) > 0) {
            thing.append("at", NOON.plusSeconds(random.nextInt(30)));
        }
        return random.nextInt(10) > 0 ? thing.append("owner", random.nextInt(5)) : thing.append("owner", null);
    }

    private static Bson conditions(Random random) {
        Instant time = NOON.plusSeconds(random.nextInt(30));
        String id = "t" + random.nextInt(120);
        List<Bson> conditions = new ArrayList<>();
        conditions.add(switch (random.nextInt(9)) {
            case 0 -> gte("at", Instant.EPOCH);
            case 1 -> and(lte("at", time), or(lt("at", time), and(eq("at", time), lt("_id", id))));
            case 2 -> and(gt("at", time), lt("at", time.plusSeconds(random.nextInt(10))));
            case 3 -> gt("_id", id);
            case 4 -> in("_id", id, "t7", "t8");
            case 5 -> eq("at", time);
            case 6 -> exists("at");
            case 7 -> ne("at", time);
            default -> empty();
        });
        if (random.nextBoolean()) {
            conditions.add(random.nextBoolean() ? eq("state", "open") : in("state", "done", "new", "none"));
        }
        if (random.nextBoolean()) {
            conditions.add(switch (random.nextInt(4)) {
                case 0 -> in("owner", 1, 1.0, 2L);
                case 1 -> in("owner", Arrays.asList(null, 3));
                case 2 -> eq("owner", null);
                default -> eq("owner", random.nextInt(5));
            });
        }
        return and(conditions);
    }

    /** Always ends with the id: where equal things are in no order, each server has its own. */
    private static Bson sort(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> ascending("at", "_id");
            case 1 -> compoundIndex(ascending("at"), descending("_id"));
            case 2 -> compoundIndex(ascending("state"), descending("at", "_id"));
            case 3 -> ascending("_id");
            case 4 -> descending("_id");
            default -> descending("at", "_id");
        };
    }

    private void assertSameAnswer(Bson conditions, Bson sort, int limit, int skip) {
        List<List<Document>> answers = twins.stream()
                .map(twin -> twin.find(conditions).sort(sort).limit(limit).skip(skip).into(new ArrayList<Document>()))
                .map(List::copyOf)
                .toList();
        assertThat(answers.getFirst())
                .as("%s in the order %s, %d after %d", conditions, sort, limit, skip)
                .isEqualTo(answers.getLast());
    }

    @Test
    void findsThingsWithSeveralValuesForAField() {
        // given
        createIndexes();
        twins.forEach(twin -> {
            twin.insertOne(new Document("_id", "one").append("state", "open").append("at", NOON));
            twin.insertOne(new Document("_id", "two").append("state", List.of("open", "done")).append("at", NOON));
        });
        // when, then
        assertSameAnswer(eq("state", "done"), descending("at", "_id"), 10, 0);
        assertSameAnswer(eq("state", "open"), descending("at", "_id"), 10, 0);
    }

    @Test
    void dropsACollectionWithItsIndexes() {
        // given
        MongoDatabase database = indexedClient.getDatabase("test");
        MongoCollection<Document> things = twins.getFirst();
        createIndexes();
        things.insertOne(new Document("_id", "one").append("at", NOON));
        things.find().sort(ascending("_id")).first();
        // when
        things.drop();
        // then
        assertThat(database.listCollectionNames()).doesNotContain("things");
        createIndexes();
        assertThat(things.find().sort(descending("at", "_id"))).isEmpty();
    }

    @Test
    void createsAnIndexOnce() {
        // when
        createIndexes();
        createIndexes();
        // then
        assertThat(twins.getFirst().listIndexes()).hasSize(INDEXES.size() + 1);
    }

    @Test
    void readsAPageWithoutReadingAllThings() {
        // given
        MongoCollection<Document> things = twins.getFirst();
        things.createIndexes(INDEXES);
        things.insertMany(IntStream.range(0, 50_000)
                .mapToObj(i -> new Document("_id", "t" + i).append("state", STATES.get(i % 3))
                        .append("owner", i % 1_000)
                        .append("at", NOON.plusSeconds(i)))
                .toList());
        List<Bson> lists = List.of(gte("at", Instant.EPOCH), eq("state", "open"), eq("owner", 7),
                in("state", "new", "done"), lt("at", NOON.plusSeconds(20_000)));
        // when
        List<Duration> times = IntStream.range(0, 20)
                .mapToObj(round -> lists.stream().map(list -> timeOf(things, list)))
                .flatMap(round -> round)
                .sorted()
                .toList();
        // then
        assertThat(times.get(times.size() / 2)).isLessThan(Duration.ofMillis(50));
    }

    private static Duration timeOf(MongoCollection<Document> things, Bson list) {
        long began = System.nanoTime();
        assertThat(things.find(list).sort(descending("at", "_id")).limit(50).into(new ArrayList<>())).hasSize(50);
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
