package io.orderflow.relay.live;

import io.orderflow.service.processor.ProcessorDefinition;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;

/**
 * The event processor of each broker, which has its own checkpoints and dead letters. Events of one stream are handled
 * one after the other; those of an order and of its payment are one sequence, so that whoever reads both gets them in
 * order.
 */
public final class RelayProcessors {

    private static final String PREFIX = "relay-";
    private static final Set<String> KINDS = Set.of("order", "payment");

    private RelayProcessors() {}

    /** @param broker the name of the broker */
    public static ProcessorDefinition of(String broker) {
        return new ProcessorDefinition(nameOf(broker), KINDS, RelayProcessors::sequenceOf).withoutGivingWay();
    }

    static String nameOf(String broker) {
        return PREFIX + broker;
    }

    /** A payment has the identifier of its order. */
    private static String sequenceOf(EventMessage<?> event) {
        if (!(event instanceof DomainEventMessage<?> domain)) {
            return event.getIdentifier();
        }
        String stream = domain.getAggregateIdentifier();
        int colon = stream.indexOf(':');
        return colon > 0 && KINDS.contains(stream.substring(0, colon)) ? stream.substring(colon + 1) : stream;
    }
}
