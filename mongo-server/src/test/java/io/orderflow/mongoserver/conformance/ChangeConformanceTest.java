package io.orderflow.mongoserver.conformance;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.descending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.UpdateResult;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** How documents are replaced, updated and deleted. */
class ChangeConformanceTest extends Conformance {

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
                new ReplaceOptions().upsert(true))).satisfies(Conformance::isOfATakenKey);
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
}
