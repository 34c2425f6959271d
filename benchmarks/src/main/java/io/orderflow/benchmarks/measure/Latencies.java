package io.orderflow.benchmarks.measure;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Collects the durations of operations. Used by one thread at a time. */
public final class Latencies {

    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram nanos = new Histogram(MAX_NANOS, SIGNIFICANT_DIGITS);

    public void record(long tookNanos) {
        nanos.recordValue(Math.min(MAX_NANOS, Math.max(0, tookNanos)));
    }

    void add(Latencies other) {
        nanos.add(other.nanos);
    }

    public Histogram nanos() {
        return nanos;
    }
}
