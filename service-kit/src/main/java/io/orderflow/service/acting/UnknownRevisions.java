package io.orderflow.service.acting;

import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.UnknownMessageType;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.UnknownSerializedType;

/**
 * Stands beside the handlers of a processor, and fails where an event is of a type that is known here in a revision
 * that is not: it concerns somebody, so it must wait for a process that can read it, and not be passed over. A type of
 * which nobody here has heard concerns nobody here.
 */
final class UnknownRevisions {

    private final MessageTypes types;

    UnknownRevisions(MessageTypes types) {
        this.types = types;
    }

    @EventHandler(payloadType = UnknownSerializedType.class)
    void on(EventMessage<?> event) {
        try {
            event.getPayload();
        } catch (UnknownMessageType unknown) {
            if (types.classOf(unknown.name()).isPresent()) {
                throw unknown;
            }
        }
    }
}
