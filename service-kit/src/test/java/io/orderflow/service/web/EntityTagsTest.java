package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.service.command.IfMatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", " \"3\" ", "\"2\",\"3\"", "\"2\" ,\t\"3\"", "W/\"2\", \"3\"", ",\"3\",,",
            "\"a,b\",\"3\"",
            "*", " * "})
    void allowsAVersionThatIsNamed(String header) {
        assertThat(EntityTags.parse(header).allows(3L)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4\"", "W/\"3\"", "\"03\"", "\"+3\"", "\"\"", "\"three\"", "\"*\"", "\"2,3\"",
            "\"33333333333333333333333\""})
    void allowsNoVersionThatIsNotNamedExactly(String header) {
        assertThat(EntityTags.parse(header).allows(3L)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "3", "\"3", "3\"", "w/\"3\"", "\"3\" \"4\"", "*, \"3\"", "\"3\", *", "**",
            "W/ \"3\"", "\"3 \"", "W/3", "\"\u0007\"", "'3'", "\"3\";"})
    void refusesWhatIsNoListOfTags(String header) {
        assertThatThrownBy(() -> EntityTags.parse(header)).isInstanceOf(InvalidIfMatch.class);
    }

    @Test
    void allowsNothingThatIsNotThere() {
        assertThat(EntityTags.parse("*").allows(null)).isFalse();
        assertThat(EntityTags.parse("\"0\"").allows(null)).isFalse();
        assertThat(IfMatch.NONE.allows(null)).isTrue();
    }
}
