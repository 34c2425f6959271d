package io.orderflow.notification.inbox;

import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Repeats a step while the database or a broker is away, with growing pauses, so that no message is given up for an outage.
 * What is repeated shows in the health of the process. Thread-safe.
 */
public final class Attempts implements SmartLifecycle {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final RepeatedFailures failures;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Attempts(RepeatedFailures failures) {
        this.failures = failures;
    }

    /**
     * Returns when the step has succeeded.
     *
     * @param component the name of the step for people
     * @throws IllegalStateException where the process stops before; the broker then delivers the message again
     */
    public void untilDone(String component, Runnable step) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                step.run();
                failures.succeeded(component);
                return;
            } catch (RuntimeException away) {
                failures.failed(component, away);
                awaitStop(pause, away);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private void awaitStop(Duration pause, RuntimeException cause) {
        try {
            if (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("The process stops before a message was handled", cause);
    }

    @Override
    public void start() {
        // Steps may be repeated from the beginning on.
    }

    /** Ends the attempts, before the listeners are stopped, which wait for them. */
    @Override
    public void stop() {
        stopping.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
