package io.orderflow.service.processor;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.serialization.SerializationException;

/**
 * Asks a processor's own policy, except about an event whose content cannot be read: the policy would fail, and the
 * processor would ask again for ever. The sequence of such an event is its stream, so that the processor sets the event
 * aside together with the later events of the stream. For a stream of the processor's own kinds the sequence is the
 * stream's name without the kind, as for its readable events.
 *
 * <p>The framework assumes of a policy that it never throws, that several threads may ask it at once, and that it
 * always gives the same answer for an event, since the answer decides both on the segment and on the letters' sequence.
 * The answer stays the same as long as the process runs: an event that becomes readable does so with newer code.
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
