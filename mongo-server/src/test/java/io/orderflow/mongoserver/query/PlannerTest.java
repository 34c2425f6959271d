package io.orderflow.mongoserver.query;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

    @ParameterizedTest
    @ValueSource(strings = {"_id", "status"})
    void readsNothingWhereOneOfNoValuesIsAskedFor(String field) {
        Document query = new Document("a", 1).append(field, new Document("$in", List.of()));
        Plan plan = new Planner(1, "_id", query, new Document("placedAt", -1)).plan(List.of());
        assertThat(plan).isEqualTo(new Plan.Ids(List.of(), true));
    }
}
