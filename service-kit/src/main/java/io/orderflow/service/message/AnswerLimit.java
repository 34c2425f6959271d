package io.orderflow.service.message;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends waits for answers that do not come in time. One thread looks for them ten times a second, so that an answer may be
 * waited for a tenth of a second longer. {@link CompletableFuture#orTimeout} wakes a thread for each answer, twice.
 * Thread-safe.
 */
public final class AnswerLimit {

    private static final int WHEEL = 512;
    private static final HashedWheelTimer TIMER = new HashedWheelTimer(
            Thread.ofPlatform().daemon().name("answer-limits").factory(), 100, TimeUnit.MILLISECONDS, WHEEL, false, -1,
            Thread::startVirtualThread);

    private AnswerLimit() {}

    /** How many answers are waited for. Those that have come are forgotten at the next look. */
    static long waitedFor() {
        return TIMER.pendingTimeouts();
    }

    /**
     * Fails the future after the time, unless it is completed before.
     *
     * @return the same future, which fails with a {@link TimeoutException} then
     */
    public static <T> CompletableFuture<T> of(CompletableFuture<T> answer, Duration limit) {
        if (answer.isDone()) {
            return answer;
        }
        Timeout timeout = TIMER.newTimeout(over -> answer.completeExceptionally(new TimeoutException()),
                limit.toMillis(), TimeUnit.MILLISECONDS);
        answer.whenComplete((done, failed) -> timeout.cancel());
        return answer;
    }
}
