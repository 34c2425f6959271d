package io.orderflow.query.sagas;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.DeadlineEvent.FulfilmentStalled;
import io.orderflow.api.saga.DeadlineId;
import io.orderflow.api.saga.InterventionEvent.DeadlineCancelled;
import io.orderflow.api.saga.InterventionEvent.DeadlineMoved;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.projection.api.Events;
import java.time.Instant;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of what a saga waits for.
 *
 * @param deadlineId names it in {@code /deadlines}
 * @param due        when it passes
 * @param setAt      when it was set, or moved
 * @param movedFrom  when it would have passed before an operator moved it, absent where nobody has, or it was not known
 * @param reason     why it was moved
 */
public record SagaDeadline(String deadlineId, Instant due, Instant setAt, @Nullable Instant movedFrom,
        @Nullable String reason) {

    /**
     * Returns the deadline after an event, absent where there is none. An event that asks tells its deadline in its
     * metadata; an event from before that was told leaves the saga without one here, until it asks again.
     *
     * @param left whether the event has led the saga to another step
     */
    static @Nullable SagaDeadline after(@Nullable SagaDeadline before, EventMessage<?> message, boolean left) {
        SagaEvent event = (SagaEvent) message.getPayload();
        Instant at = message.getTimestamp();
        if (message.getMetaData().get(SagaEvent.DUE) instanceof String due) {
            return new SagaDeadline(idOf(event.orderId(), Events.versionOf(message)), Instant.parse(due), at, null,
                    null);
        }
        return switch (event) {
            case DeadlineMoved moved -> new SagaDeadline(idOf(moved.orderId(), moved.ask()), moved.due(), at,
                    before == null ? null : before.due(), moved.reason());
            case DeadlineCancelled cancelled -> null;
            case FulfilmentStalled stalled -> null;
            case RetryEvent again -> null;
            default -> left ? null : before;
        };
    }

    private static String idOf(OrderId order, long ask) {
        return new DeadlineId(order, ask).toString();
    }
}
