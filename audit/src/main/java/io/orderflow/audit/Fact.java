package io.orderflow.audit;

import java.time.Instant;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;

/**
 * An event of the log, as it is read.
 *
 * @param reading what it is read as, or one of several
 */
record Fact(LoggedEvent event, TrackedEventMessage<?> reading) {

    /** @throws RuntimeException where it cannot be read after all */
    Fact {
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
