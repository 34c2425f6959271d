package io.orderflow.axonserver.standalone.transfer;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** How long a copy keeps up with a source that grows. For one thread. */
final class Following {

    /** As long as nothing comes, the applications of the source have been stopped, or have nothing to do. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final boolean untilLevel;
    private final BooleanSupplier stopped;
    private long lastNewsNanos = System.nanoTime();

    /**
     * @param untilLevel
     *            whether it ends by itself when the target has all events and none has come for 2 seconds
     * @param stopped
     *            whether somebody wants it to end
     */
    Following(boolean untilLevel, BooleanSupplier stopped) {
        this.untilLevel = untilLevel;
        this.stopped = stopped;
    }

    void newsCame() {
        lastNewsNanos = System.nanoTime();
    }

    boolean isStopped() {
        return stopped.getAsBoolean();
    }

    /**
     * Whether it ends.
     *
     * @param missing
     *            counts the events of the source that the target does not have
     */
    boolean isEnough(LongSupplier missing) {
        return isStopped() || untilLevel && System.nanoTime() - lastNewsNanos > QUIET.toNanos()
                && missing.getAsLong() == 0;
    }
}
