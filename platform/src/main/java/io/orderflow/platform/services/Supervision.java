package io.orderflow.platform.services;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Starts one process again whenever it ends by itself, after a pause, and gives it up when that happens too often.
 *
 * @param name       the name of the process
 * @param log        the log in which the process tells why it ends
 * @param process    the process as it was started last
 * @param startAgain starts the process again, and returns false where all processes are being stopped
 * @param say        is told each end, on the thread that supervises
 */
record Supervision(String name, String log, Supplier<Process> process, BooleanSupplier startAgain,
        Consumer<String> say) {

    private static final Duration FIRST_RESTART_PAUSE = Duration.ofSeconds(1);

    /** Supervises processes, each on a thread of its own, until none runs and none is to be started. */
    static void runAll(List<Supervision> supervisions, CountDownLatch stopping) {
        try (ExecutorService supervisors = Executors.newVirtualThreadPerTaskExecutor()) {
            supervisions.forEach(
                    one -> supervisors.execute(() -> one.run(new RestartPolicy(FIRST_RESTART_PAUSE), stopping)));
        }
    }

    /**
     * Returns when the process is given up or all are being stopped.
     *
     * @param stopping is at zero from when all are being stopped on, which ends a pause
     */
    void run(RestartPolicy policy, CountDownLatch stopping) {
        try {
            do {
                String ended = "%s has ended with exit code %d".formatted(name, process.get().waitFor());
                if (stopping.getCount() == 0) {
                    return;
                }
                Optional<Duration> pause = policy.pauseAfterEnd(System.nanoTime());
                if (pause.isEmpty()) {
                    say.accept(
                            "%s, for the %dth time within %d minutes, and is not started again; why is in %s".formatted(
                                    ended, RestartPolicy.MOST_ENDS, RestartPolicy.WITHIN.toMinutes(), log));
                    return;
                }
                say.accept("%s and is started again in %.0f s; why is in %s".formatted(ended,
                        pause.get().toMillis() / 1000.0, log));
                if (stopping.await(pause.get().toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            } while (startAgain.getAsBoolean());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
