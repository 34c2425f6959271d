package io.orderflow.service.processor;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Shares the machine's processors between the requests of clients and the lanes of the event processors. While clients
 * wait for changes, only a few lanes handle an event at once; otherwise all do. No event waits for its permit longer
 * than {@link #PATIENCE}, so that handlers which hang cannot hold up the others for the time limit of a command.
 * Thread-safe.
 */
final class LanePermits {

    /** At some milliseconds an event, a hundred lanes have had their turn in this time, two at once. */
    static final Duration PATIENCE = Duration.ofMillis(250);

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final IntSupplier waitingClients;
    private final int busyFrom;
    private final int whenBusy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private int taken;

    /**
     * Holds lanes back while more than two requests for each processor wait, and lets four lanes for each processor handle
     * an event at once then: most of them wait for the event store.
     *
     * @param waitingClients the number of requests whose clients wait for the processors
     */
    LanePermits(IntSupplier waitingClients) {
        this(waitingClients, 2 * PROCESSORS + 1, 4 * PROCESSORS);
    }

    /**
     * @param waitingClients the number of requests whose clients wait for the processors
     * @param busyFrom       the number of these from which on lanes are held back
     * @param whenBusy       the number of lanes that may then handle an event at once
     */
    LanePermits(IntSupplier waitingClients, int busyFrom, int whenBusy) {
        this.waitingClients = waitingClients;
        this.busyFrom = busyFrom;
        this.whenBusy = whenBusy;
    }

    /** Permits that every lane gets at once. */
    static LanePermits unlimited() {
        return new LanePermits(() -> 0);
    }

    /** Takes a permit, which must be given back. Throws where the thread is interrupted, as that of a stopping process. */
    void take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = PATIENCE.toNanos();
            while (left > 0 && !isFree()) {
                left = given.awaitNanos(left);
            }
            taken++;
            passOn();
        } finally {
            lock.unlock();
        }
    }

    void giveBack() {
        lock.lock();
        try {
            taken--;
            passOn();
        } finally {
            lock.unlock();
        }
    }

    /** The number of lanes that wait for a permit. */
    int waiting() {
        lock.lock();
        try {
            return lock.getWaitQueueLength(given);
        } finally {
            lock.unlock();
        }
    }

    /** Wakes one lane that waits; that one wakes the next where there is still room. */
    private void passOn() {
        if (isFree()) {
            given.signal();
        }
    }

    private boolean isFree() {
        return taken < whenBusy || waitingClients.getAsInt() < busyFrom;
    }
}
