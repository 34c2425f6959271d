package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.service.message.IfMatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", " \"3\" ", "\"2\",\"3\"", "\"2\" ,\t\"3\"", "W/\"2\", \"3\"", "W/\"3\"",
            "\"3.q2hXv0Jm1d8ZkN3c\"", "W/\"3.x\"", ",\"3\",,",
            "\"a,b\",\"3\"",
            "*", " * "})
    void allowsAVersionThatIsNamed(String header) {
        assertThat(parse(header).allows(3L)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4\"", "\"4.3\"", "\"3.\"", "\"3.x.y\"", "\"33.x\"", "\"03\"", "\"+3\"", "\"\"",
            "\"three\"", "\"*\"", "\"2,3\"",
            "\"33333333333333333333333\""})
    void allowsNoVersionThatIsNotNamedExactly(String header) {
        assertThat(parse(header).allows(3L)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "3", "\"3", "3\"", "w/\"3\"", "\"3\" \"4\"", "*, \"3\"", "\"3\", *", "**",
            "W/ \"3\"", "\"3 \"", "W/3", "\"\u0007\"", "'3'", "\"3\";"})
    void refusesWhatIsNoListOfTags(String header) {
        assertThatThrownBy(() -> parse(header)).isInstanceOf(InvalidIfMatch.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3.x\"", "W/\"3.x\"", "\"2.x\", \"3.x\"", "*"})
    void knowsARepresentationThatTheClientHas(String header) {
        assertThat(EntityTags.anyIs("3.x", List.of("\"1\"", header))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "\"3.y\"", "3.x", "\"3.x", "", "nonsense, \"3.x\""})
    void takesNoOtherForIt(String header) {
        assertThat(EntityTags.anyIs("3.x", List.of(header))).isFalse();
    }

    private static IfMatch parse(String header) {
        return new IfMatch(EntityTags.versions("If-Match", header), null);
    }

    @Test
    void allowsNothingThatIsNotThere() {
        assertThat(parse("*").allows(null)).isFalse();
        assertThat(parse("\"0\"").allows(null)).isFalse();
        assertThat(IfMatch.NONE.allows(null)).isTrue();
    }
}
