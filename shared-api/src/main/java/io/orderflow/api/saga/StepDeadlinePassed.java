package io.orderflow.api.saga;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.OrderMessage;
import io.orderflow.api.order.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The event scheduler publishes this event when the time of a request is up. The event belongs to no stream, and the
 * saga decides what follows.
 *
 * @param ask     the sequence number of the saga's event that made the request; absent in revision 1
 * @param begunAt when the time began; absent in revision 1
 */
@MessageType(value = "saga.step-deadline-passed", revision = "2", earlier = StepDeadlinePassed1.class)
public record StepDeadlinePassed(OrderId orderId, SagaStep step, @Nullable Long ask, @Nullable Instant begunAt)
        implements OrderMessage {}
