package io.orderflow.service.deadletter;

import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.PersonalFields;
import io.orderflow.service.message.UnreadableMessage;
import java.time.Instant;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The event of a dead letter.
 *
 * @param aggregate  the stream that it belongs to, such as {@code payment:o-1}; absent where it has none
 * @param payload    the event itself, in which personal values are hidden; absent where this process cannot read it
 * @param unreadable why this process cannot read it, absent where it can
 */
record DeadLetterEvent(String type, String eventId, Instant time, @Nullable String aggregate,
        @Nullable JsonNode payload, @Nullable String unreadable) {

    static DeadLetterEvent of(EventMessage<?> event) {
        String unreadable = UnreadableMessage.of(event).map(Throwable::getMessage).orElse(null);
        return new DeadLetterEvent(MessageTypes.nameOf(event), event.getIdentifier(), event.getTimestamp(),
                event instanceof DomainEventMessage<?> domain ? domain.getAggregateIdentifier() : null,
                unreadable == null ? PersonalFields.hidden(event.getPayload()) : null, unreadable);
    }
}
