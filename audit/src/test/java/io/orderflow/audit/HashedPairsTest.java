package io.orderflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.audit.HashedPairs.Earlier;
import org.junit.jupiter.api.Test;

class HashedPairsTest {

    private static final int MANY = 300_000;

    private final HashedPairs pairs = new HashedPairs();

    @Test
    void remembersTheFirstValueOfEachOfManyKeys() {
        for (int i = 0; i < MANY; i++) {
            assertThat(pairs.putIfAbsent(key(i), "command-" + i)).isEqualTo(Earlier.NOTHING);
        }

        for (int i = 0; i < MANY; i++) {
            assertThat(pairs.putIfAbsent(key(i), "command-" + i)).isEqualTo(Earlier.THE_SAME);
            assertThat(pairs.putIfAbsent(key(i), "command-" + (i + 1))).isEqualTo(Earlier.ANOTHER);
        }
    }

    @Test
    void knowsNoKeyThatItWasNotGiven() {
        pairs.putIfAbsent(key(1), "command");

        assertThat(pairs.containsKey(key(1))).isTrue();
        assertThat(pairs.containsKey(key(2))).isFalse();
        assertThat(pairs.containsKey("")).isFalse();
    }

    private static String key(int number) {
        return "request-" + Integer.toString(number, Character.MAX_RADIX);
    }
}
