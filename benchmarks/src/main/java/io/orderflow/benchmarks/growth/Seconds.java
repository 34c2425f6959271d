package io.orderflow.benchmarks.growth;

import io.orderflow.benchmarks.measure.Round;

/** Rounds of a single operation. */
final class Seconds {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Seconds() {}

    /** One whose figure is how long it takes. */
    static Round round(long nanos) {
        return new Round(nanos / NANOS_PER_SECOND, nanos / NANOS_PER_MILLI, nanos / NANOS_PER_MILLI);
    }

    /** One whose figure is how much of something it does in a second. */
    static Round round(long nanos, long done) {
        return new Round(done * NANOS_PER_SECOND / nanos, nanos / NANOS_PER_MILLI, nanos / NANOS_PER_MILLI);
    }
}
