package io.orderflow.platform.services;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks processes to end, and ends those forcibly that do not. */
final class OrderlyStop {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private OrderlyStop() {}

    /** Returns when all have ended, or were told to in every way; an interrupt makes it wait for none any longer. */
    static void of(List<Process> running) {
        running.forEach(Process::destroy);
        for (Process process : running) {
            try {
                if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
