package io.orderflow.notification.email;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail that an event calls for. It has the identifier of the event, so that an event that comes again calls for no
 * second one; the address is looked up when it is sent.
 *
 * @param eventId    the integration event that calls for it
 * @param occurredAt when that happened
 * @param attempts   how often it could not be sent
 * @param failure    why not, the last time
 * @param changedAt  when its state changed last
 * @param reopened   whether it was parked, and an operator had it tried again
 */
record Email(String eventId, EmailKind kind, String orderId, String customerId, EmailDetails details, EmailState state,
        Instant occurredAt, int attempts, @Nullable String failure, Instant changedAt, boolean reopened) {

    static Email due(String eventId, EmailKind kind, String orderId, String customerId, EmailDetails details,
            Instant occurredAt) {
        return new Email(eventId, kind, orderId, customerId, details, EmailState.DUE, occurredAt, 0, null,
                Instant.now(), false);
    }
}
