package io.orderflow.service.deadletter;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of dead letters with its first event.
 *
 * @param event    absent where the log has it no more
 * @param attempts the last attempts at that event, the earliest first
 */
public record WaitingLetter(DeadLetterSequence sequence, @Nullable EventMessage<?> event,
        List<DeadLetterAttempt> attempts) {}
