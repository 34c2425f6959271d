package io.orderflow.benchmarks.measure;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param rounds      of each figure
 * @param roundTime   of each round
 * @param firstWarmUp load on a fresh JVM before its first round
 * @param warmUp      load before the first round of each further figure in the same JVM
 */
public record Plan(int rounds, Duration roundTime, Duration firstWarmUp, Duration warmUp) {

    public Plan {
        if (rounds < 1 || roundTime.isNegative() || roundTime.isZero()) {
            throw new IllegalArgumentException("A plan has at least one round, and a round takes time");
        }
    }

    /** For a JVM that is warm. */
    public Plan warm() {
        return new Plan(rounds, roundTime, warmUp, warmUp);
    }
}
