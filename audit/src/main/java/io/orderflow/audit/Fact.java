package io.orderflow.audit;

import java.time.Instant;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * An event of the log, as it is read.
 *
 * @param payload null where it cannot be read
 */
record Fact(LoggedEvent event, @Nullable Object payload, MetaData metaData) {

    long position() {
        return event.position();
    }

    Instant at() {
        return event.at();
    }
}
