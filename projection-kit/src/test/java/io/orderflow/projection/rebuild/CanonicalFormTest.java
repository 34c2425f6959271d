package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.projection.rebuild.Comparison.Field;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalFormTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1, "b": 2}                | {"b": 2, "a": 1}
            {"a": {"b": 1, "c": 2}}         | {"a": {"c": 2, "b": 1}}
            {"a": 1, "b": null}             | {"a": 1}
            {"a": [{"b": 1, "c": null}]}    | {"a": [{"b": 1}]}
            {"a": 1}                        | {"a": {"$numberLong": "1"}}
            {"a": 1, "position": 7}         | {"a": 1, "position": 8}
            {"a": 1, "_late": 7}            | {"a": 1}
            """)
    void takesForTheSameWhatNoReaderCanTellApart(String one, String other) {
        assertThat(CanonicalForm.hash(parse(one))).isEqualTo(CanonicalForm.hash(parse(other)));
        assertThat(CanonicalForm.differences(parse(one), parse(other))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1}                        | {"a": 2}
            {"a": 1}                        | {"a": "1"}
            {"a": 1}                        | {"a": 1.0}
            {"a": true}                     | {"a": "true"}
            {"a": "null"}                   | {"a": null}
            {"a": {}}                       | {"a": []}
            {"a": {}}                       | {}
            {"a": [1, 2]}                   | {"a": [2, 1]}
            {"a": [1, null]}                | {"a": [1]}
            {"a": [1]}                      | {"a": {"0": 1}}
            {"a": {"b.c": 1}}               | {"a": {"b": {"c": 1}}}
            {"a": {"position": 1}}          | {"a": {"position": 2}}
            {"_id": "k", "a": 1}            | {"_id": "l", "a": 1}
            """)
    void tellsApartWhatAReaderCan(String one, String other) {
        assertThat(CanonicalForm.hash(parse(one))).isNotEqualTo(CanonicalForm.hash(parse(other)));
        assertThat(CanonicalForm.differences(parse(one), parse(other))).isNotEmpty();
    }

    @Test
    void namesTheFieldsThatDifferInAlphabeticalOrder() {
        assertThat(CanonicalForm.differences(parse("{\"z\": 1, \"l\": [{\"s\": \"A\"}], \"gone\": 1, \"kept\": 1}"),
                parse("{\"z\": 2, \"l\": [{\"s\": \"B\"}], \"kept\": 1, \"new\": true}")))
                .containsExactly(new Field("gone", "1", null), new Field("l.0.s", "\"A\"", "\"B\""),
                        new Field("new", null, "true"), new Field("z", "1", "2"));
    }

    @Test
    void namesNoMoreThanTenFieldsAndCutsLongValues() {
        String many = IntStream.range(10, 30)
                .mapToObj(number -> "\"f" + number + "\": \"" + "x".repeat(1_000) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(CanonicalForm.differences(parse(many), parse("{}")))
                .hasSize(10)
                .first()
                .isEqualTo(new Field("f10", "\"" + "x".repeat(199) + "…", null));
    }

    private static BsonDocument parse(String json) {
        return BsonDocument.parse(json);
    }
}
