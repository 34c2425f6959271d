package io.orderflow.benchmarks.measure;

import java.time.Duration;

/**
 * The duration of a measurement.
 *
 * @param rounds      the rounds of each figure
 * @param roundTime   the time of each round
 * @param firstWarmUp the time of load on a fresh JVM before its first round
 * @param warmUp      the time of load before the first round of each further figure in the same JVM
 */
public record Plan(int rounds, Duration roundTime, Duration firstWarmUp, Duration warmUp) {

    public Plan {
        if (rounds < 1 || roundTime.isNegative() || roundTime.isZero()) {
            throw new IllegalArgumentException("A plan has at least one round, and a round takes time");
        }
    }

    /** Returns the plan for a JVM that is warm. */
    public Plan warm() {
        return new Plan(rounds, roundTime, warmUp, warmUp);
    }
}
