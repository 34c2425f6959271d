package io.orderflow.service.processor;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.serialization.SerializationException;

/**
 * Asks a processor's own policy, except about an event whose content cannot be read: the processor would ask again for
 * ever. Such an event goes by its stream, so that it is handled, which is set aside, together with what follows it. One
 * in a stream of the processor's own kinds goes by the name without the kind, as all that is readable there does.
 *
 * <p>The framework assumes of a policy that it never throws, that it says the same of an event each time, since it
 * decides both on the segment and on the letters' sequence, and that it may be asked by several threads at once. It
 * says the same as long as the process runs: an event that becomes readable does so with newer code.
 */
final class ReadableSequence implements SequencingPolicy<EventMessage<?>> {

    private final ProcessorDefinition processor;

    ReadableSequence(ProcessorDefinition processor) {
        this.processor = processor;
    }

    @Override
    public Object getSequenceIdentifierFor(EventMessage<?> event) {
        try {
            return processor.sequence().getSequenceIdentifierFor(event);
        } catch (SerializationException unreadable) {
            return event instanceof DomainEventMessage<?> domain
                    ? sequenceOf(domain.getAggregateIdentifier())
                    : event.getIdentifier();
        }
    }

    private String sequenceOf(String stream) {
        int colon = stream.indexOf(':');
        return colon > 0 && processor.kinds().contains(stream.substring(0, colon))
                ? stream.substring(colon + 1)
                : stream;
    }
}
