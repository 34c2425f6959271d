package io.orderflow.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written by whichever way, the answers and the documents are those of the library's own collections. */
class IndexedCollectionTest {

    private static final String THINGS = "things";
    private static final de.bwaldvogel.mongo.bson.Document ONE = new de.bwaldvogel.mongo.bson.Document("_id", "one");
    private static final List<Document> INDEXES = List.of(
            index("by_state", new Document("state", 1).append("at", -1)),
            index("by_owner", new Document("owner.name", 1)),
            index("name_once", new Document("name", 1)).append("unique", true),
            index("tag_once", new Document("tag", 1)).append("unique", true).append("sparse", true));

    private final MongoServer indexedServer = new MongoServer(new IndexedBackend());
    private final MongoServer plainServer = new MongoServer(new MemoryBackend());
    private List<MongoClient> clients;
    private List<MongoDatabase> twins;

    @BeforeEach
    void start() {
        clients = Stream.of(indexedServer, plainServer)
                .map(server -> MongoClients.create(server.bindAndGetConnectionString()))
                .toList();
        twins = clients.stream().map(client -> client.getDatabase("test")).toList();
        assertSameAnswer(new Document("createIndexes", THINGS).append("indexes", INDEXES));
    }

    @AfterEach
    void stop() {
        clients.forEach(MongoClient::close);
        indexedServer.shutdownNow();
        plainServer.shutdownNow();
    }

    private static Document index(String name, Document key) {
        return new Document("key", key).append("name", name);
    }

    private void assertSameAnswer(Document command) {
        List<Document> answers = twins.stream().map(twin -> twin.runCommand(command)).toList();
        assertThat(answers.getFirst()).as("%s", command.toJson()).isEqualTo(answers.getLast());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void answersAndKeepsWhatTheLibraryAnswersAndKeeps(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 250; round++) {
            assertSameAnswer(change(random));
            assertSameAnswer(find(random));
            if (round % 25 == 0) {
                assertSameAnswer(new Document("find", THINGS));
                assertSameAnswer(new Document("find", THINGS).append("sort", new Document("state", 1).append("at", -1)
                        .append("_id", 1)));
            }
        }
    }

    private static Document change(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new Document("delete", THINGS).append("deletes",
                    List.of(new Document("q", selector(id(random), random)).append("limit", 1)));
            case 1 -> new Document("update", THINGS).append("updates", List.of(
                    new Document("q", new Document("state", random.nextInt(3)))
                            .append("u", new Document("$set", new Document("at", new Date(0))))
                            .append("multi", true)));
            default -> new Document("update", THINGS)
                    .append("updates", several(random, 5, () -> replacement(random)))
                    .append("ordered", false);
        };
    }

    private static Document replacement(Random random) {
        Object id = id(random);
        return new Document("q", selector(id, random))
                .append("u", thing(random.nextInt(12) == 0 ? id(random) : id, random))
                .append("upsert", random.nextInt(4) > 0);
    }

    /** Often with a condition besides the id, as changes of what was read before have one. */
    private static Document selector(Object id, Random random) {
        Document selector = new Document("_id", id);
        return switch (random.nextInt(6)) {
            case 0 -> selector.append("state", random.nextInt(3));
            case 1 -> selector.append("state", (long) random.nextInt(3)).append("tag", null);
            default -> selector;
        };
    }

    /** One of a few things, so that a replacement often changes nothing, or only how numbers are written. */
    private static Document thing(Object id, Random random) {
        Document thing = new Document("name", "name of " + (random.nextInt(20) == 0 ? id(random) : id));
        thing.putAll(shaped(new Random(random.nextInt(4)), random));
        if (random.nextInt(10) == 0) {
            thing.append("tag", "tag" + random.nextInt(30));
        }
        if (random.nextInt(20) == 0) {
            thing.append(random.nextBoolean() ? "odd.name" : "$odd", 1);
        }
        return switch (random.nextInt(3)) {
            case 0 -> thing;
            case 1 -> thing.append("_id", id);
            default -> {
                Document begun = new Document("_id", id);
                begun.putAll(thing);
                yield begun;
            }
        };
    }

    private static Document shaped(Random shape, Random random) {
        Document thing = new Document("state", number(shape, random)).append("at", new Date(shape.nextInt(3)));
        if (shape.nextInt(3) > 0) {
            thing.append("owner", new Document("name", number(shape, random)).append("age", number(shape, random)));
        } else {
            thing.append("owner", shape.nextBoolean() ? null : number(shape, random));
        }
        return thing.append("lines", several(shape, 3, () -> new Document("n", number(shape, random))));
    }

    private static Object number(Random shape, Random random) {
        int number = shape.nextInt(3);
        boolean isMany = shape.nextInt(8) == 0;
        return switch (random.nextInt(12)) {
            case 0 -> (long) number;
            case 1 -> (double) number;
            default -> isMany ? Arrays.asList(number, null) : number;
        };
    }

    private static Object id(Random random) {
        int number = random.nextInt(25);
        return switch (random.nextInt(12)) {
            case 0 -> number;
            case 1 -> (double) number;
            default -> "t" + number;
        };
    }

    private static <T> List<T> several(Random random, int most, Supplier<T> one) {
        return IntStream.rangeClosed(0, random.nextInt(most)).mapToObj(i -> one.get()).toList();
    }

    private static Document find(Random random) {
        Object condition = switch (random.nextInt(5)) {
            case 0 -> id(random);
            case 1 -> new Document("$eq", id(random));
            case 2 -> new Document("$in", several(random, 10, () -> id(random))).append("$ne", id(random));
            default -> new Document("$in", several(random, 20, () -> id(random)));
        };
        Document find = new Document("find", THINGS).append("filter", selector(condition, random));
        if (random.nextInt(4) == 0) {
            find.append("limit", random.nextInt(4));
        }
        if (random.nextInt(8) == 0) {
            find.append("skip", random.nextInt(3));
        }
        if (random.nextInt(8) == 0) {
            find.append("projection", new Document("state", 1));
        }
        return find;
    }

    @Test
    void givesDocumentsThatAreAskedForByIdInSeveralBatches() {
        // given
        List<String> ids = IntStream.range(0, 50).mapToObj(i -> "t" + i).toList();
        assertSameAnswer(new Document("insert", THINGS).append("documents",
                ids.stream().map(id -> new Document("_id", id).append("name", id)).toList()));
        // when
        List<List<Document>> found = twins.stream()
                .map(twin -> twin.getCollection(THINGS).find(new Document("_id", new Document("$in", ids))))
                .map(find -> (List<Document>) find.batchSize(7).into(new ArrayList<>()))
                .toList();
        // then
        assertThat(found.getFirst()).hasSize(50).isEqualTo(found.getLast());
    }

    @Test
    void hasTheFieldsOfAReplacementInItsOrder() {
        // given
        replace("{_id: 'a', state: 1, name: 'n'}");
        // when
        replace("{_id: 'a', name: 'n', tag: 't', state: 2}");
        // then
        assertThat(twins.getFirst().getCollection(THINGS).find().first().keySet())
                .containsExactly("_id", "name", "tag", "state");
    }

    private void replace(String thing) {
        Document document = Document.parse(thing);
        assertSameAnswer(new Document("update", THINGS).append("updates", List.of(
                new Document("q", new Document("_id", document.get("_id"))).append("u", document)
                        .append("upsert", true))));
    }

    @Test
    void leavesADocumentThatIsStillBeingSentAsItWas() {
        // given
        IndexedCollection things = (IndexedCollection) new IndexedBackend().resolveDatabase("test")
                .createCollectionOrThrowIfExists(THINGS, CollectionOptions.withDefaults());
        put(things, 1);
        de.bwaldvogel.mongo.bson.Document sent = only(things);
        // when
        put(things, 2);
        // then
        assertThat(sent).containsEntry("state", 1);
        assertThat(only(things)).containsEntry("state", 2);
    }

    private static void put(IndexedCollection things, int state) {
        things.updateDocuments(ONE, new de.bwaldvogel.mongo.bson.Document("state", state), null, false, true,
                NoopOplog.get());
    }

    private static de.bwaldvogel.mongo.bson.Document only(IndexedCollection things) {
        return things.handleQuery(ONE).iterator().next();
    }
}
