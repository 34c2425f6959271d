package io.orderflow.service.deadletter;

import io.orderflow.service.resilience.FailureText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of events that are set aside, in their order, because the first of them could not be handled.
 *
 * @param group    the projection, or the processor
 * @param sequence the key that the events share: of a projection, the key of a document, or the aggregate whose event
 *                 is unreadable; of a processor, the key of its order
 * @param position the global position of the first event, absent where that is not known
 * @param type     the type of the first event
 * @param cause    why the first event could not be handled the last time, in words that anybody may read; empty where
 *                 it has not been tried
 * @param since    when the first event was set aside
 * @param triedAt  when it was tried last
 * @param attempts how often it was tried, absent where attempts are not counted
 * @param retryAt  when it is tried again automatically, absent where it is not, as with projections
 * @param letters  how many events wait
 */
public record DeadLetterSequence(Kind kind, String group, String sequence, State state, @Nullable Long position,
        String type,
        String cause, Instant since, Instant triedAt, @Nullable Integer attempts, @Nullable Instant retryAt,
        long letters) {

    public DeadLetterSequence {
        cause = cause.isEmpty() ? cause : FailureText.ofKept(cause);
    }

    /** The component that could not handle the events. */
    public enum Kind {
        PROJECTION, PROCESSOR
    }

    /** {@code FAILED}: a person should look at the sequence. {@code RETRYING}: it is going to be handled again soon. */
    public enum State {
        FAILED, RETRYING
    }
}
