package io.orderflow.benchmarks.measure;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * The result of one round of load.
 *
 * @param p50Millis the median time of one operation
 */
public record Round(double perSecond, double p50Millis, double p99Millis) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    public static Round of(long done, Duration took, Histogram nanos) {
        return new Round(done * NANOS_PER_SECOND / took.toNanos(), nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(99) / NANOS_PER_MILLI);
    }

    /** Returns the ratios of this round to another one. */
    Round over(Round other) {
        return new Round(perSecond / other.perSecond, p50Millis / other.p50Millis, p99Millis / other.p99Millis);
    }
}
