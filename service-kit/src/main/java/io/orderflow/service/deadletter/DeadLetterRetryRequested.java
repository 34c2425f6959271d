package io.orderflow.service.deadletter;

import io.orderflow.api.message.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A person has asked for a sequence of dead letters to be handled again.
 *
 * @param position the place of its first event in the log, absent where that is not known
 * @param type     the stable name of that event
 * @param reason   absent where the person gave none
 */
@MessageType("letter.retry-requested")
public record DeadLetterRetryRequested(String group, String sequence, @Nullable Long position, String type,
        @Nullable String reason) {}
