package io.orderflow.axonserver.standalone.transfer;

import org.jspecify.annotations.Nullable;

/** A server does not answer, or no longer. What was to be done may be tried again when it does. */
final class ConnectionLost extends IllegalStateException {

    ConnectionLost(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
