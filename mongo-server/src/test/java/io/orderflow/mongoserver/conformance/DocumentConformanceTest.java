package io.orderflow.mongoserver.conformance;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Indexes.ascending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** How documents are inserted and found by their ids. */
class DocumentConformanceTest extends Conformance {

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
        assertThatThrownBy(() -> things.insertOne(thing("a", 2))).satisfies(Conformance::isOfATakenKey);
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
    void writesWithTheJournalWhereItIsAskedTo() {
        // when
        things.withWriteConcern(WriteConcern.JOURNALED).insertOne(thing("a", UUID.randomUUID().toString()));

        // then
        assertThat(things.countDocuments()).isEqualTo(1);
    }
}
