package io.orderflow.axonserver.standalone.transfer;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;

/**
 * Lets work that has no end of its own come to an orderly one when the process is asked to end, by SIGINT or SIGTERM. The
 * JVM would end with the code of the signal; it ends with that of the work. Thread-safe.
 */
final class StopSignal {

    private final CountDownLatch given = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode = 1;

    private StopSignal() {}

    /**
     * Does the work, and answers its exit code.
     *
     * @param err
     *            is told of a failure after the signal, when nobody else can tell of it any more
     */
    static int obey(PrintWriter err, ToIntFunction<StopSignal> work) {
        StopSignal signal = new StopSignal();
        Thread hook = Thread.ofPlatform().name("axon-server-transfer-stop").unstarted(signal::finish);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            signal.exitCode = work.applyAsInt(signal);
            return signal.exitCode;
        } catch (RuntimeException e) {
            if (signal.isGiven()) {
                err.println("axon-server: " + e.getMessage());
            }
            throw e;
        } finally {
            signal.finished.countDown();
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs, and ends the process.
        }
    }

    private void finish() {
        given.countDown();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }

    boolean isGiven() {
        return given.getCount() == 0;
    }
}
