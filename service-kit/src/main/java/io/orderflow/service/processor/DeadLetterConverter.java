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
 * Writes an event that cannot be read into its letter as it was stored. The framework would read the event to write
 * it anew and so fail where a letter is needed most, and the processor would retry its batch without end.
 *
 * <p>The framework assumes of a converter that it holds no state, that what it writes is read back by itself, and that
 * its letter names the event's token, type and stream. What is written here has the very form in which the event is in
 * the store, so that every process that can read that can read the letter.
 */
final class DeadLetterConverter extends EventMessageDeadLetterMongoConverter {

    @Override
    public DeadLetterEventEntry convert(EventMessage<?> event, Serializer serializer) {
        return super.convert(UnreadableMessage.of(event)
                .<EventMessage<?>>map(unreadable -> asStored(event, unreadable.stored(), serializer))
                .orElse(event), serializer);
    }

    /** A serializer is not asked to read what it is to write in the very form in which it is there. */
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
