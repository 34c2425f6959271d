package io.orderflow.axonserver.routing;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Runs a task again whenever it is woken, on one thread of a pool at a time. {@link #wake()} may be called from any
 * thread and never blocks: only the wake that finds {@code wakes} at zero submits the task, which runs, or submits
 * itself again, until it has seen every wake.
 */
public final class Turns {

    private final Executor executor;
    private final BooleanSupplier turn;
    private final Runnable refused;
    private final AtomicInteger wakes = new AtomicInteger();

    /**
     * @param turn
     *            answers whether it stopped only to let others have the thread; it must not throw
     * @param refused
     *            runs in place of the turn once the executor takes no more work
     */
    public Turns(Executor executor, BooleanSupplier turn, Runnable refused) {
        this.executor = executor;
        this.turn = turn;
        this.refused = refused;
    }

    public void wake() {
        if (wakes.getAndIncrement() == 0) {
            submit();
        }
    }

    private void submit() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            refused.run();
        }
    }

    private void run() {
        int seen = wakes.get();
        if (turn.getAsBoolean() || wakes.addAndGet(-seen) != 0) {
            submit();
        }
    }
}
