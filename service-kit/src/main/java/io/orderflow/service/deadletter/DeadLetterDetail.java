package io.orderflow.service.deadletter;

import io.orderflow.service.deadletter.RetryRequests.RetryRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of dead letters with its first event and what was tried.
 *
 * @param event    its first event, absent where the log has it no more
 * @param attempts the last attempts at that event, the latest first
 * @param requests who has asked for another attempt, the latest first
 */
record DeadLetterDetail(DeadLetterSequence letter, @Nullable DeadLetterEvent event, List<DeadLetterAttempt> attempts,
        List<RetryRequest> requests) {

    static DeadLetterDetail of(WaitingLetter waiting, List<RetryRequest> requests) {
        return new DeadLetterDetail(waiting.sequence(),
                waiting.event() == null ? null : DeadLetterEvent.of(waiting.event()),
                waiting.attempts().reversed(), requests.reversed());
    }
}
