package io.orderflow.axonserver;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Looks again and again, more and more rarely, until there is nothing left to wait for. Thread-safe. */
final class RepeatedLook {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private RepeatedLook() {}

    /**
     * Waits until a look finds nothing.
     *
     * @param look
     *            says what is to be waited for
     * @return what the last look found; something where the time is up, or the waiting thread was interrupted, which it
     *         still is afterwards
     */
    static List<String> untilNothingIsLeft(Supplier<List<String>> look, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Duration pause = SHORTEST_PAUSE;
        List<String> left = look.get();
        while (!left.isEmpty() && System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(pause.toNanos());
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            left = look.get();
        }
        return left;
    }
}
