package io.orderflow.benchmarks.growth;

import io.orderflow.benchmarks.measure.Round;

/** Makes rounds of a single operation. */
final class TimedRounds {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private TimedRounds() {}

    /** A round whose figure is the duration of the operation. */
    static Round round(long nanos) {
        return new Round(nanos / NANOS_PER_SECOND, nanos / NANOS_PER_MILLI, nanos / NANOS_PER_MILLI);
    }

    /** A round whose figure is the number of units that the operation does in a second. */
    static Round round(long nanos, long done) {
        return new Round(done * NANOS_PER_SECOND / nanos, nanos / NANOS_PER_MILLI, nanos / NANOS_PER_MILLI);
    }
}
