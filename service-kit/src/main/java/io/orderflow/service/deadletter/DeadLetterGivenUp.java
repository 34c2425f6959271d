package io.orderflow.service.deadletter;

import io.orderflow.api.message.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A person has decided that a group never handles an event. The event stands in the log that it decides about, so that
 * it holds wherever that log is read again.
 *
 * @param group    the projection, or the processor
 * @param sequence the sequence with which the event was set aside
 * @param eventId  the identifier of the event
 * @param position its place in the log, absent where that was not known
 * @param type     its stable name
 * @param cause    why it could not be handled
 * @param reason   why it was given up
 */
@MessageType("letter.given-up")
public record DeadLetterGivenUp(String group, String sequence, String eventId, @Nullable Long position, String type,
        String cause, String reason) {}
