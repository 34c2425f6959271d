package io.orderflow.axonserver.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.axonserver.conformance.Race;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Threads that wake a task at once, and wait now and then until it has seen all that they did. The seed is the round. */
class TurnsRaceTest {

    private static final int WAKES = 300;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong done = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean alone = new AtomicBoolean(true);

    private boolean turn() {
        alone.compareAndSet(true, running.compareAndSet(false, true));
        long now = done.get();
        seen.set(now);
        if (now % 3 == 0) {
            Thread.yield();
        }
        running.set(false);
        return now % 7 == 0 && seen.get() < done.get();
    }

    @RepeatedTest(5)
    void runsAgainAfterEveryWakeAndNeverTwiceAtOnce(RepetitionInfo round) {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Turns turns = new Turns(pool, this::turn, () -> alone.set(false));
            new Race(round.getCurrentRepetition()).with(3, random -> {
                for (int wake = 0; wake < WAKES; wake++) {
                    long own = done.incrementAndGet();
                    turns.wake();
                    if (random.nextInt(8) > 0) {
                        awaitSeen(own);
                    }
                }
            }).run();
            awaitSeen(done.get());
        }
        assertThat(alone).isTrue();
    }

    private void awaitSeen(long own) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (seen.get() < own) {
            assertThat(System.nanoTime()).as("A wake was lost").isLessThan(deadline);
            LockSupport.parkNanos(10_000);
        }
    }
}
