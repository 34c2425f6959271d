package io.orderflow.service.acting;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.serialization.SerializationException;

/**
 * Asks a processor's own policy, except about an event whose content cannot be read: the processor would ask again for
 * ever. Such an event goes by the name of its stream without the kind, which is that of its order or payment where it
 * has one, and so is set aside by its handler together with what follows it.
 */
record ReadableSequence(SequencingPolicy<? super EventMessage<?>> policy) implements SequencingPolicy<EventMessage<?>> {

    private static final String AFTER_KIND = "^[^:]*:";

    @Override
    public Object getSequenceIdentifierFor(EventMessage<?> event) {
        try {
            return policy.getSequenceIdentifierFor(event);
        } catch (SerializationException unreadable) {
            return event instanceof DomainEventMessage<?> domain
                    ? domain.getAggregateIdentifier().replaceFirst(AFTER_KIND, "")
                    : event.getIdentifier();
        }
    }
}
