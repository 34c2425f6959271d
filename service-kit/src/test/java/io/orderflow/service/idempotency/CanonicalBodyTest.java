package io.orderflow.service.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CanonicalBodyTest {

    @Test
    void ignoresTheOrderOfFieldsAndTheSpaceBetweenThem() {
        assertThat(hash("{\"a\":1,\"b\":{\"c\":[1,2],\"d\":null}}"))
                .isEqualTo(hash(" { \"b\" : {\"d\":null, \"c\":[1, 2]}, \"a\" : 1 } "));
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
