package io.orderflow.projection.engine;

import io.orderflow.projection.api.Projection;
import io.orderflow.service.message.MessageTypes;
import org.axonframework.eventhandling.EventMessage;

/** An event belongs to a document whose beginning the projection never saw, so that the document would not be whole. */
final class BeginningUnseen extends RuntimeException {

    BeginningUnseen(Projection<?> projection, EventMessage<?> event) {
        super("There is no document in %s for %s, which does not begin one".formatted(projection.name(),
                MessageTypes.nameOf(event)));
    }
}
