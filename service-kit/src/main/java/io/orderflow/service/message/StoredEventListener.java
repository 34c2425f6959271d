package io.orderflow.service.message;

import org.axonframework.eventhandling.EventMessage;

/**
 * Is told of each event that this process has published, after it was stored: of each event of the log by one process.
 * It is called on the thread that published the event, must not block, and must not throw.
 */
@FunctionalInterface
public interface StoredEventListener {

    void stored(EventMessage<?> event);
}
