package io.orderflow.audit;

import java.time.Instant;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;

/**
 * An event of the log in one of its readings.
 *
 * @param reading the event as upcasters read it, or one of several such readings
 */
record EventReading(LoggedEvent event, TrackedEventMessage<?> reading) {

    /** @throws RuntimeException where the event cannot be read after all */
    EventReading {
        reading.getPayload();
    }

    Object payload() {
        return reading.getPayload();
    }

    MetaData metaData() {
        return reading.getMetaData();
    }

    long position() {
        return event.position();
    }

    Instant at() {
        return event.at();
    }
}
