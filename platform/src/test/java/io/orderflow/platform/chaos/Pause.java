package io.orderflow.platform.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass between what clients do. */
final class Pause {

    private Pause() {}

    static void of(Duration duration) {
        until(System.nanoTime() + duration.toNanos());
    }

    /** @param nanoTime a value of {@link System#nanoTime()} */
    static void until(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
