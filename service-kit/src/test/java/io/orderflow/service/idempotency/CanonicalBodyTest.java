package io.orderflow.service.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalBodyTest {

    @Test
    void ignoresTheOrderOfFieldsAndTheSpaceBetweenThem() {
        assertThat(hash("{\"a\":1,\"b\":{\"c\":[1,2],\"d\":null}}"))
                .isEqualTo(hash(" { \"b\" : {\"d\":null, \"c\":[1, 2]}, \"a\" : 1 } "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"100|1e2", "100|100.00", "1|1.0", "1.5|15E-1", "0|-0.0", "0|0e5",
            "\"\\u00e9/\"|\"é\\/\"", "\"\\ud83d\\ude00\"|\"😀\"", "1e-400|10e-401", "1e999999999|10e999999998"})
    void ignoresTheFormOfNumbersAndEscapes(String one, String other) {
        assertThat(hash("{\"a\":" + one + "}")).isEqualTo(hash("{\"a\":" + other + "}"));
    }

    @Test
    void tellsValuesAndTheOrderOfItemsApart() {
        assertThat(hash("{\"a\":1}")).isNotEqualTo(hash("{\"a\":2}")).isNotEqualTo(hash("{\"a\":\"1\"}"));
        assertThat(hash("[1,2]")).isNotEqualTo(hash("[2,1]"));
    }

    @Test
    void takesWhatIsNotJsonByItsBytes() {
        assertThat(hash("{nonsense")).isEqualTo(hash("{nonsense")).isNotEqualTo(hash("{nonsense "));
    }

    private static String hash(String body) {
        return CanonicalBody.hash(body.getBytes(StandardCharsets.UTF_8));
    }
}
