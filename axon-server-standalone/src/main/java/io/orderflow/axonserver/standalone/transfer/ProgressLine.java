package io.orderflow.axonserver.standalone.transfer;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells now and then how far a transfer has come, and when it will be done. Thread-safe. */
final class ProgressLine {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final String what;
    private final long total;
    private final long startedNanos = System.nanoTime();
    private long toldNanos = startedNanos;
    private long done;

    ProgressLine(PrintWriter out, String what, long total) {
        this.out = out;
        this.what = what;
        this.total = total;
    }

    synchronized void add(long more) {
        done += more;
        if (isDue()) {
            double perSecond = perSecond();
            out.printf(Locale.ROOT, "%s: %,d of %,d, %,.0f a second, %,.0f seconds left%n", what, done, total,
                    perSecond, (total - done) / Math.max(1, perSecond));
            out.flush();
        }
    }

    /** What was done a second, on average. */
    private double perSecond() {
        return done / Math.max(1e-3, (System.nanoTime() - startedNanos) / 1e9);
    }

    /** Whether it is time to tell again. */
    synchronized boolean isDue() {
        long now = System.nanoTime();
        boolean due = now - toldNanos >= INTERVAL.toNanos();
        if (due) {
            toldNanos = now;
        }
        return due;
    }
}
