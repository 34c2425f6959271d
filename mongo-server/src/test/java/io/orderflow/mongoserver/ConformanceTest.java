package io.orderflow.mongoserver;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.UpdateResult;
import io.orderflow.mongoserver.store.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What drivers, the framework and people with a shell ask of a database. With {@code -Dconformance.uri=mongodb://…} it is
 * asked of that one, in a database of its own, and otherwise of ours. FerretDB 2.7 passes all but one: an integer is another
 * key than the same number as a long there.
 */
class ConformanceTest {

    private static final String DATABASE = "conformance";

    private static EmbeddedMongoServer server;
    private static MongoClient client;

    private MongoDatabase database;
    private MongoCollection<Document> things;

    @BeforeAll
    static void start(@TempDir Path directory) {
        String uri = System.getProperty("conformance.uri", "");
        if (uri.isEmpty()) {
            server = EmbeddedMongoServer.start(directory.resolve("database"), 0, StoreSettings.DEFAULT);
            uri = server.uri(DATABASE);
        }
        client = MongoClients.create(uri);
    }

    @AfterAll
    static void stop() {
        client.close();
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void empty() {
        database = client.getDatabase(DATABASE);
        database.drop();
        things = database.getCollection("things");
    }

    private static Document thing(Object id, Object value) {
        return new Document("_id", id).append("value", value);
    }

    private void insert(int count) {
        things.insertMany(IntStream.range(0, count).mapToObj(i -> thing("t" + i, i)).toList());
    }

    private List<Object> ids(Iterable<Document> found) {
        List<Object> ids = new ArrayList<>();
        found.forEach(document -> ids.add(document.get("_id")));
        return ids;
    }

    private static void isOfATakenKey(Throwable refusal) {
        assertThat(refusal).isInstanceOfSatisfying(MongoWriteException.class, refused -> assertThat(refused.getError()
                .getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY));
    }

    @Test
    void keepsEveryTypeOfValue() {
        // given
        Document document = new Document("_id", new ObjectId()).append("text", "Grüße \0 𝄞")
                .append("int", 1)
                .append("long", Long.MAX_VALUE)
                .append("double", -0.5)
                .append("decimal", Decimal128.parse("1234567890.123456789012345678901234"))
                .append("true", true)
                .append("null", null)
                .append("date", Date.from(Instant.parse("2026-11-28T12:00:00.123Z")))
                .append("list", List.of(1, "two", List.of(3)))
                .append("nested", new Document("a", new Document("b", 1)));

        // when
        things.insertOne(document);

        // then
        assertThat(things.find(eq("_id", document.get("_id"))).first()).isEqualTo(document);
    }

    @Test
    void givesAnIdToWhatHasNone() {
        // when
        things.insertOne(new Document("value", 1));

        // then
        assertThat(things.find().first().get("_id")).isInstanceOf(ObjectId.class);
    }

    @Test
    void findsByIdsOfEveryKind() {
        // given
        List<Object> ids = List.of("a", 1, 2L, 2.5, new ObjectId(), true, new Date(5), new Document("x", 1).append("y",
                2), Decimal128.parse("7.25"));
        ids.forEach(id -> things.insertOne(thing(id, "of " + id)));

        // when, then
        ids.forEach(id -> assertThat(things.find(eq("_id", id)).first()).as("%s", id).isNotNull());
        assertThat(things.find(in("_id", ids)).into(new ArrayList<>())).hasSize(ids.size());
        assertThat(things.find(eq("_id", 1.0)).first()).isNotNull();
        assertThat(things.find(eq("_id", "b")).first()).isNull();
    }

    @Test
    void refusesASecondDocumentOfAnId() {
        // given
        things.insertOne(thing("a", 1));

        // when, then
        assertThatThrownBy(() -> things.insertOne(thing("a", 2))).satisfies(ConformanceTest::isOfATakenKey);
        assertThat(things.countDocuments()).isEqualTo(1);
        assertThat(things.find().first()).isEqualTo(thing("a", 1));
    }

    @Test
    void refusesAListAsId() {
        assertThatThrownBy(() -> things.insertOne(thing(List.of(1), 1))).isInstanceOf(MongoWriteException.class);
    }

    @Test
    void stopsAnOrderedInsertAtItsFirstRefusalAndGoesOnWithAnother() {
        // given
        things.insertOne(thing("b", 0));
        List<Document> three = List.of(thing("a", 1), thing("b", 1), thing("c", 1));

        // when
        assertThatThrownBy(() -> things.insertMany(three)).isInstanceOf(MongoBulkWriteException.class);

        // then
        assertThat(ids(things.find().sort(ascending("_id")))).containsExactly("a", "b");
        assertThatThrownBy(() -> things.bulkWrite(
                List.of(new InsertOneModel<>(thing("a", 2)), new InsertOneModel<>(thing("c", 2))),
                new BulkWriteOptions().ordered(false))).isInstanceOf(MongoBulkWriteException.class);
        assertThat(ids(things.find().sort(ascending("_id")))).containsExactly("a", "b", "c");
    }

    @Test
    void replacesManyDocumentsInOneRequest() {
        // given
        List<WriteModel<Document>> replacements = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            replacements.add(new ReplaceOneModel<>(eq("_id", "t" + i % 600), thing("t" + i % 600, i),
                    new ReplaceOptions().upsert(true)));
        }

        // when
        var result = things.bulkWrite(replacements, new BulkWriteOptions().ordered(false));

        // then
        assertThat(result.getUpserts()).hasSize(600);
        assertThat(result.getModifiedCount()).isEqualTo(600);
        assertThat(things.countDocuments()).isEqualTo(600);
        assertThat(things.find(eq("_id", "t7")).first()).isEqualTo(thing("t7", 607));
    }

    @Test
    void tellsWhetherAReplacementChangedAnything() {
        // given
        things.insertOne(thing("a", 1));

        // when
        UpdateResult same = things.replaceOne(eq("_id", "a"), thing("a", 1));
        UpdateResult other = things.replaceOne(eq("_id", "a"), thing("a", 2));
        UpdateResult none = things.replaceOne(eq("_id", "b"), thing("b", 2));
        UpdateResult upserted = things.replaceOne(eq("_id", "b"), thing("b", 2), new ReplaceOptions().upsert(true));

        // then
        assertThat(same.getMatchedCount()).isEqualTo(1);
        assertThat(same.getModifiedCount()).isZero();
        assertThat(other.getModifiedCount()).isEqualTo(1);
        assertThat(none.getMatchedCount()).isZero();
        assertThat(upserted.getUpsertedId().asString().getValue()).isEqualTo("b");
    }

    @Test
    void replacesOnlyAVersionThatIsAskedFor() {
        // given
        things.insertOne(thing("a", 1));

        // when
        UpdateResult wrong = things.replaceOne(and(eq("_id", "a"), eq("value", 2)), thing("a", 3));
        UpdateResult right = things.replaceOne(and(eq("_id", "a"), lt("value", 2)), thing("a", 3));

        // then
        assertThat(wrong.getMatchedCount()).isZero();
        assertThat(right.getMatchedCount()).isEqualTo(1);
        assertThat(things.find().first()).isEqualTo(thing("a", 3));
    }

    @Test
    void refusesAnUpsertWhoseConditionNamesAnotherVersion() {
        // given
        things.insertOne(thing("a", 5));

        // when, then
        assertThatThrownBy(() -> things.replaceOne(and(eq("_id", "a"), lt("value", 2)), thing("a", 1),
                new ReplaceOptions().upsert(true))).satisfies(ConformanceTest::isOfATakenKey);
    }

    @Test
    void changesFields() {
        // given
        things.insertOne(new Document("_id", "a").append("n", 1).append("tags", List.of("x")).append("old", 1));

        // when
        UpdateResult result = things.updateOne(eq("_id", "a"), Updates.combine(Updates.inc("n", 2), Updates.push("tags",
                "y"), Updates.set("nested.deep", true), Updates.unset("old")));

        // then
        assertThat(result.getModifiedCount()).isEqualTo(1);
        assertThat(things.find().first()).isEqualTo(new Document("_id", "a").append("n", 3)
                .append("tags", List.of("x", "y"))
                .append("nested", new Document("deep", true)));
    }

    @Test
    void changesManyDocumentsOnceEach() {
        // given
        things.createIndex(ascending("value"));
        insert(500);

        // when: each is moved forward in the index that finds it
        UpdateResult result = things.updateMany(gte("value", 0), Updates.inc("value", 1000));

        // then
        assertThat(result.getModifiedCount()).isEqualTo(500);
        assertThat(things.countDocuments(and(gte("value", 1000), lt("value", 1500)))).isEqualTo(500);
    }

    @Test
    void insertsWhatAnUpdateDoesNotFind() {
        // when
        UpdateResult result = things.updateOne(and(eq("processor", "p"), eq("segment", 0)), Updates.set("owner", "me"),
                new UpdateOptions().upsert(true));

        // then
        assertThat(result.getUpsertedId()).isNotNull();
        assertThat(things.find(eq("processor", "p")).first()).containsEntry("segment", 0).containsEntry("owner", "me");
    }

    @Test
    void findsAndChangesAtOnce() {
        // given
        insert(3);

        // when
        Document after = things.findOneAndUpdate(gte("value", 1), Updates.set("taken", true),
                new FindOneAndUpdateOptions().sort(descending("value")).returnDocument(ReturnDocument.AFTER));
        Document removed = things.findOneAndDelete(eq("_id", "t0"));
        Document nothing = things.findOneAndUpdate(eq("_id", "none"), Updates.set("taken", true));

        // then
        assertThat(after).isEqualTo(thing("t2", 2).append("taken", true));
        assertThat(removed).isEqualTo(thing("t0", 0));
        assertThat(nothing).isNull();
        assertThat(things.countDocuments()).isEqualTo(2);
    }

    @Test
    void deletesOneOrMany() {
        // given
        insert(50);

        // when
        long one = things.deleteOne(gte("value", 10)).getDeletedCount();
        long many = things.deleteMany(gte("value", 20)).getDeletedCount();
        long none = things.deleteMany(eq("_id", "none")).getDeletedCount();

        // then
        assertThat(one).isEqualTo(1);
        assertThat(many).isBetween(29L, 30L);
        assertThat(none).isZero();
        assertThat(things.countDocuments()).isEqualTo(50 - one - many);
        assertThat(things.deleteMany(new Document()).getDeletedCount()).isEqualTo(50 - one - many);
        assertThat(things.find().first()).isNull();
    }

    @Test
    void readsAListOffAnIndexInBothDirections() {
        // given
        things.createIndex(compoundIndex(ascending("customer"), descending("at", "_id")));
        for (int i = 0; i < 300; i++) {
            things.insertOne(new Document("_id", "o" + i).append("customer", "c" + i % 3)
                    .append("at", new Date(i / 6 * 1000L)));
        }

        // when
        List<Object> newest = ids(things.find(eq("customer", "c1")).sort(Sorts.descending("at", "_id")).limit(4));
        List<Object> oldest = ids(things.find(eq("customer", "c1")).sort(Sorts.ascending("at", "_id")).limit(4));
        List<Object> next = ids(things.find(and(eq("customer", "c1"), lt("at", new Date(49_000)))).sort(
                Sorts.descending("at", "_id")).skip(1).limit(2));

        // then
        assertThat(newest).containsExactly("o298", "o295", "o292", "o289");
        assertThat(oldest).containsExactly("o1", "o4", "o10", "o7");
        assertThat(next).containsExactly("o289", "o286");
    }

    @Test
    void mergesTheListsOfSeveralValues() {
        // given
        things.createIndex(ascending("status", "at"));
        for (int i = 0; i < 100; i++) {
            things.insertOne(new Document("_id", i).append("status", i % 4).append("at", 1000 - i));
        }

        // when
        List<Object> first = ids(things.find(in("status", 1, 3)).sort(Sorts.ascending("at")).limit(4));
        List<Object> last = ids(things.find(in("status", 1, 3)).sort(Sorts.descending("at")).limit(3));

        // then
        assertThat(first).containsExactly(99, 97, 95, 93);
        assertThat(last).containsExactly(1, 3, 5);
    }

    @Test
    void sortsWhatNoIndexHasInOrder() {
        // given
        insert(200);

        // when, then
        assertThat(ids(things.find().sort(descending("value")).skip(2).limit(3))).containsExactly("t197", "t196",
                "t195");
        assertThat(things.find().sort(ascending("value")).into(new ArrayList<>())).extracting(each -> each.get("value"))
                .isEqualTo(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void sortsValuesOfDifferentTypes() {
        // given
        List<Object> ordered = new ArrayList<>();
        ordered.add(null);
        ordered.addAll(List.of(-5.5, 1, 2L, "A", "a", new Document("x", 1), new ObjectId(), false, true, new Date(0)));
        for (int i = ordered.size() - 1; i >= 0; i--) {
            things.insertOne(thing(i, ordered.get(i)));
        }
        List<Object> expected = IntStream.range(0, ordered.size()).<Object>mapToObj(i -> i).toList();

        // when, then
        assertThat(ids(things.find().sort(ascending("value")))).isEqualTo(expected);
        things.createIndex(ascending("value"));
        assertThat(ids(things.find().sort(ascending("value")))).isEqualTo(expected);
    }

    @Test
    void findsInListsByAnIndex() {
        // given
        things.createIndex(ascending("tags"));
        things.insertOne(new Document("_id", 1).append("tags", List.of("a", "b")));
        things.insertOne(new Document("_id", 2).append("tags", List.of("b", "c", "b")));
        things.insertOne(new Document("_id", 3).append("tags", "b"));
        things.insertOne(new Document("_id", 4));

        // when, then
        assertThat(ids(things.find(eq("tags", "b")))).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(ids(things.find(in("tags", "a", "b", "c")))).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(ids(things.find(gt("tags", "b")))).containsExactly(2);
        assertThat(ids(things.find(eq("tags", null)))).containsExactly(4);
        things.updateOne(eq("_id", 2), Updates.pull("tags", "b"));
        assertThat(ids(things.find(eq("tags", "b")))).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void findsNullWhereAFieldIsMissing() {
        // given
        things.createIndex(ascending("value"));
        things.insertMany(List.of(thing("null", null), new Document("_id", "missing"), thing("zero", 0)));

        // when, then
        assertThat(ids(things.find(eq("value", null)))).containsExactlyInAnyOrder("null", "missing");
        assertThat(ids(things.find(exists("value")))).containsExactlyInAnyOrder("null", "zero");
        assertThat(ids(things.find(ne("value", null)))).containsExactly("zero");
    }

    @Test
    void holdsAUniqueIndex() {
        // given
        things.createIndex(ascending("processor", "segment"), new IndexOptions().unique(true));
        Document first = new Document("_id", 1).append("processor", "p").append("segment", 0);
        things.insertOne(first);

        // when, then
        assertThatThrownBy(() -> things.insertOne(new Document("_id", 2).append("processor", "p").append("segment",
                0L))).satisfies(ConformanceTest::isOfATakenKey);
        things.insertOne(new Document("_id", 3).append("processor", "p").append("segment", 1));
        assertThatThrownBy(() -> things.updateOne(eq("_id", 3), Updates.set("segment", 0))).isInstanceOf(
                MongoWriteException.class);
        assertThatThrownBy(() -> things.replaceOne(eq("_id", 3), first.append("_id", 3))).isInstanceOf(
                MongoWriteException.class);
        assertThat(things.find(eq("_id", 3)).first()).containsEntry("segment", 1);
        things.deleteOne(eq("_id", 1));
        things.updateOne(eq("_id", 3), Updates.set("segment", 0));
        assertThat(ids(things.find(and(eq("processor", "p"), eq("segment", 0))))).containsExactly(3);
    }

    @Test
    void refusesAUniqueIndexOfWhatIsNot() {
        // given
        things.insertMany(List.of(thing(1, "same"), thing(2, "same")));

        // when, then
        assertThatThrownBy(() -> things.createIndex(ascending("value"), new IndexOptions().unique(true)))
                .isInstanceOfAny(DuplicateKeyException.class, MongoCommandException.class);
        things.deleteOne(eq("_id", 2));
        things.createIndex(ascending("value"), new IndexOptions().unique(true));
        assertThatThrownBy(() -> things.insertOne(thing(3, "same"))).isInstanceOf(MongoWriteException.class);
    }

    @Test
    void leavesWhatHasNoValueOutOfASparseIndex() {
        // given
        things.createIndex(ascending("code"), new IndexOptions().unique(true).sparse(true));

        // when
        things.insertMany(List.of(new Document("_id", 1), new Document("_id", 2), new Document("_id", 3).append("code",
                "x")));

        // then
        assertThatThrownBy(() -> things.insertOne(new Document("_id", 4).append("code", "x"))).isInstanceOf(
                MongoWriteException.class);
        assertThat(ids(things.find().sort(ascending("code", "_id")))).containsExactly(1, 2, 3);
        assertThat(ids(things.find(eq("code", null)))).containsExactlyInAnyOrder(1, 2);
        assertThat(ids(things.find(eq("code", "x")))).containsExactly(3);
    }

    @Test
    void fillsAnIndexThatIsMadeLater() {
        // given
        insert(2000);

        // when
        things.createIndex(ascending("value"));

        // then
        assertThat(ids(things.find(and(gte("value", 1500), lt("value", 1503))))).containsExactlyInAnyOrder("t1500",
                "t1501", "t1502");
        assertThat(things.listIndexes().into(new ArrayList<>())).extracting(each -> each.getString("name"))
                .containsExactlyInAnyOrder("_id_", "value_1");
        things.dropIndex("value_1");
        assertThat(things.countDocuments(gte("value", 1500))).isEqualTo(500);
        assertThat(things.listIndexes().into(new ArrayList<>())).hasSize(1);
    }

    @Test
    void sendsALongAnswerInBatches() {
        // given
        insert(5000);

        // when, then
        assertThat(things.find().into(new ArrayList<>())).hasSize(5000);
        assertThat(ids(things.find().batchSize(7).sort(ascending("_id")))).hasSize(5000).isSorted();
        try (MongoCursor<Document> cursor = things.find().batchSize(10).iterator()) {
            cursor.next();
        }
        assertThat(things.find().limit(3).into(new ArrayList<>())).hasSize(3);
    }

    @Test
    void goesOnWithAListWhileItChanges() {
        // given
        insert(1000);

        // when
        List<Object> seen = new ArrayList<>();
        try (MongoCursor<Document> cursor = things.find().batchSize(100).iterator()) {
            while (cursor.hasNext()) {
                Object id = cursor.next().get("_id");
                seen.add(id);
                things.deleteOne(eq("_id", id));
            }
        }

        // then
        assertThat(seen).doesNotHaveDuplicates().hasSize(1000);
        assertThat(things.countDocuments()).isZero();
    }

    @Test
    void sendsTheFieldsThatAreAskedFor() {
        // given
        things.insertOne(thing("a", 1).append("nested", new Document("x", 1).append("y", 2)));

        // when, then
        assertThat(things.find().projection(Projections.include("nested.x")).first()).isEqualTo(new Document("_id", "a")
                .append("nested", new Document("x", 1)));
        assertThat(things.find().projection(Projections.exclude("nested")).first()).isEqualTo(thing("a", 1));
        assertThat(things.find().projection(Projections.fields(Projections.excludeId(), Projections.include("value")))
                .first()).isEqualTo(new Document("value", 1));
    }

    @Test
    void understandsConditionsThatNoIndexServes() {
        // given
        insert(30);

        // when, then
        assertThat(things.countDocuments(regex("_id", "^t1"))).isEqualTo(11);
        assertThat(things.countDocuments(Filters.or(eq("value", 3), gt("value", 27)))).isEqualTo(3);
        assertThat(things.countDocuments(Filters.nin("value", 1, 2, 3))).isEqualTo(27);
        assertThat(things.countDocuments(Filters.mod("value", 10, 0))).isEqualTo(3);
        assertThat(things.distinct("value", gt("value", 26), Integer.class).into(new ArrayList<>()))
                .containsExactlyInAnyOrder(27, 28, 29);
        assertThat(things.countDocuments(gt("_id", "t28"))).isEqualTo(8);
    }

    @Test
    void aggregates() {
        // given
        insert(100);

        // when
        Document sum = things.aggregate(List.of(Aggregates.match(gte("value", 90)), Aggregates.group(null, Accumulators
                .sum("total", "$value"), Accumulators.sum("count", 1)))).first();

        // then
        assertThat(sum).containsEntry("total", 945).containsEntry("count", 10);
    }

    @Test
    void sendsALongAggregationInBatches() {
        // given
        things.insertMany(IntStream.range(0, 400).mapToObj(i -> thing("t" + i, "x".repeat(100_000))).toList());

        // when, then
        assertThat(things.aggregate(List.of(Aggregates.match(gte("value", "")))).into(new ArrayList<>())).hasSize(400);
    }

    @Test
    void listsAndDropsCollectionsAndDatabases() {
        // given
        insert(10);
        things.createIndex(ascending("value"));
        database.getCollection("others").insertOne(thing("x", 1));

        // when, then
        assertThat(database.listCollectionNames().into(new ArrayList<>())).containsExactlyInAnyOrder("things",
                "others");
        assertThat(client.listDatabaseNames().into(new ArrayList<>())).contains(DATABASE);
        things.drop();
        things.drop();
        assertThat(database.listCollectionNames().into(new ArrayList<>())).containsExactly("others");
        assertThat(things.find().first()).isNull();
        insert(3);
        assertThat(things.countDocuments(gte("value", 0))).isEqualTo(3);
        assertThat(things.listIndexes().into(new ArrayList<>())).hasSize(1);
    }

    @Test
    void renamesACollectionWithItsIndexes() {
        // given
        insert(10);
        things.createIndex(ascending("value"));

        // when
        things.renameCollection(new MongoNamespace(DATABASE, "renamed"));

        // then
        MongoCollection<Document> renamed = database.getCollection("renamed");
        assertThat(renamed.countDocuments(gte("value", 5))).isEqualTo(5);
        assertThat(renamed.listIndexes().into(new ArrayList<>())).hasSize(2);
        assertThat(things.find().first()).isNull();
    }

    @Test
    void counts() {
        // given
        insert(123);

        // when, then
        assertThat(things.estimatedDocumentCount()).isEqualTo(123);
        assertThat(things.countDocuments()).isEqualTo(123);
        assertThat(things.countDocuments(lt("value", 10))).isEqualTo(10);
        things.deleteMany(lt("value", 23));
        assertThat(things.estimatedDocumentCount()).isEqualTo(100);
    }

    @Test
    void takesLargeDocumentsAndRefusesTooLargeOnes() {
        // given
        things.insertOne(thing("large", "x".repeat(15 << 20)).append("small", 1));

        // when, then
        assertThat(things.find(eq("_id", "large")).first().getString("value")).hasSize(15 << 20);
        assertThatThrownBy(() -> things.updateOne(eq("_id", "large"), Updates.set("more", "y".repeat(2 << 20))))
                .isInstanceOf(MongoWriteException.class);
        assertThat(things.find(eq("_id", "large")).projection(Projections.include("small", "more")).first()).isEqualTo(
                new Document("_id", "large").append("small", 1));
    }

    @Test
    void answersWhatAShellAsks() {
        assertThat(client.getDatabase("admin").runCommand(new Document("ping", 1)).get("ok")).isEqualTo(1.0);
        Document greeting = client.getDatabase("admin").runCommand(new Document("hello", 1));
        assertThat(greeting.getBoolean("isWritablePrimary")).isTrue();
        assertThat(greeting.getInteger("maxWireVersion")).isGreaterThanOrEqualTo(9);
        assertThat(client.getDatabase("admin").runCommand(new Document("buildInfo", 1))).containsKey("version");
        assertThat(client.getDatabase("admin").runCommand(new Document("serverStatus", 1))).containsKey("uptime");
        insert(10);
        assertThat(((Number) database.runCommand(new Document("collStats", "things")).get("count")).intValue())
                .isEqualTo(10);
        assertThat(database.runCommand(new Document("dbStats", 1))).containsKeys("objects", "indexes");
        assertThatThrownBy(() -> database.runCommand(new Document("noSuchCommand", 1))).isInstanceOf(
                MongoCommandException.class);
    }

    @Test
    void writesWithTheJournalWhereItIsAskedTo() {
        // when
        things.withWriteConcern(WriteConcern.JOURNALED).insertOne(thing("a", UUID.randomUUID().toString()));

        // then
        assertThat(things.countDocuments()).isEqualTo(1);
    }
}
