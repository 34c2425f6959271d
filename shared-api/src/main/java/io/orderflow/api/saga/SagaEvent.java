package io.orderflow.api.saga;

import io.orderflow.api.message.OrderMessage;
import io.orderflow.api.order.OrderId;

/**
 * The events of an order's saga. They are of five kinds. Each switch over them names kinds or events and has no {@code
 * default}, so a new event does not compile until every reader handles it.
 */
public sealed interface SagaEvent extends OrderMessage
        permits FulfilmentEvent, CompensationEvent, RetryEvent, DeadlineEvent, InterventionEvent {

    @Override
    OrderId orderId();
}
