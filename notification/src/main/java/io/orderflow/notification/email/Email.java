package io.orderflow.notification.email;

import io.orderflow.notification.inbox.IntegrationEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail that an event calls for. It has the identifier of the event, so that an event that comes again calls for no
 * second one; the address is looked up when it is sent.
 *
 * @param eventId    the integration event that calls for it
 * @param traceId    the trace of the request that the event goes back to; null where the event tells none
 * @param occurredAt when that happened
 * @param attempts   how often it could not be sent
 * @param failure    why not, the last time
 * @param changedAt  when its state changed last
 * @param reopened   whether it was parked, and an operator had it tried again
 */
record Email(String eventId, EmailKind kind, String orderId, @Nullable String traceId, String customerId,
        EmailDetails details, EmailState state, Instant occurredAt, int attempts, @Nullable String failure,
        Instant changedAt, boolean reopened) {

    static Email due(IntegrationEvent event, EmailKind kind, String orderId, String customerId,
            EmailDetails details) {
        return new Email(event.id(), kind, orderId, event.traceId(), customerId, details, EmailState.DUE, event.time(),
                0, null,
                Instant.now(), false);
    }
}
