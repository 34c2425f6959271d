package io.orderflow.mongoserver.conformance;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.descending;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** What queries, counts and aggregations answer, with or without an index. */
class QueryConformanceTest extends Conformance {

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
}
