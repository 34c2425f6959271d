package io.orderflow.service.processor;

import io.orderflow.service.message.UnreadableMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.extensions.mongo.eventhandling.deadletter.DeadLetterEventEntry;
import org.axonframework.extensions.mongo.eventhandling.deadletter.EventMessageDeadLetterMongoConverter;
import org.axonframework.messaging.Message;
import org.axonframework.serialization.LazyDeserializingObject;
import org.axonframework.serialization.SerializedMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/**
 * Writes an unreadable event into its letter in its stored form. The framework would read the event to write it anew,
 * and so would fail where a letter is needed most, and the processor would retry its batch without end.
 *
 * <p>The framework assumes of a converter that it holds no state, that it can read what it has written, and that its
 * letter names the event's token, type and stream. The letter has the very form in which the event is in the store, so
 * that every process that can read the event can read the letter.
 */
final class DeadLetterConverter extends EventMessageDeadLetterMongoConverter {

    @Override
    public DeadLetterEventEntry convert(EventMessage<?> event, Serializer serializer) {
        return super.convert(UnreadableMessage.of(event)
                .<EventMessage<?>>map(unreadable -> asStored(event, unreadable.stored(), serializer))
                .orElse(event), serializer);
    }

    /** The event with its stored content, which the serializer does not read and write anew. */
    private static EventMessage<?> asStored(EventMessage<?> event, SerializedObject<?> content,
            Serializer serializer) {
        Message<?> message = new SerializedMessage<>(event.getIdentifier(),
                new LazyDeserializingObject<>(content, serializer),
                new LazyDeserializingObject<>(event.getMetaData()));
        return switch (event) {
            case GenericTrackedDomainEventMessage<?> domain -> new GenericTrackedDomainEventMessage<>(
                    domain.trackingToken(), domain.getType(), domain.getAggregateIdentifier(),
                    domain.getSequenceNumber(), message, domain::getTimestamp);
            case GenericTrackedEventMessage<?> tracked -> new GenericTrackedEventMessage<>(tracked.trackingToken(),
                    message, tracked::getTimestamp);
            default -> event;
        };
    }
}
