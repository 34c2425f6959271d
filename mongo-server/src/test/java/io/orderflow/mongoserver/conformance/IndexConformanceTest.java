package io.orderflow.mongoserver.conformance;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What indexes are used for, and what they refuse. */
class IndexConformanceTest extends Conformance {

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
                0L))).satisfies(Conformance::isOfATakenKey);
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
}
