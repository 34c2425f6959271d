package io.orderflow.axonserver.conformance;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Says in one word that something holds for a number of tries. */
final class IntSequence {

    private IntSequence() {}

    static boolean all(int tries, IntPredicate condition) {
        return IntStream.range(0, tries).allMatch(condition);
    }
}
