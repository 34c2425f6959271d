package io.orderflow.service.deadletter;

import io.orderflow.service.resilience.FailureText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Events that are set aside, in their order, because the first of them could not be handled.
 *
 * @param group    the projection, or the processor
 * @param sequence what the events have in common: the key of a document, or the aggregate whose event is unreadable; of
 *                 a processor, the key of its order
 * @param position the global position of the first of them, absent where that is not known
 * @param type     the type of the first of them
 * @param cause    why it could not be handled the last time, in words that anybody may read; empty where it has not been
 *                 tried
 * @param since    when it was set aside
 * @param triedAt  when it was tried last
 * @param attempts how often it was tried, absent where that is not counted
 * @param retryAt  when it is tried again without anybody asking for it, absent where it is not, as those of projections
 * @param letters  how many events wait
 */
public record DeadLetterSequence(Kind kind, String group, String sequence, State state, @Nullable Long position,
        String type,
        String cause, Instant since, Instant triedAt, @Nullable Integer attempts, @Nullable Instant retryAt,
        long letters) {

    public DeadLetterSequence {
        cause = cause.isEmpty() ? cause : FailureText.ofKept(cause);
    }

    /** Who could not handle the events. */
    public enum Kind {
        PROJECTION, PROCESSOR
    }

    /** {@code FAILED}: a person should look at it. {@code RETRYING}: is going to be handled again soon. */
    public enum State {
        FAILED, RETRYING
    }
}
