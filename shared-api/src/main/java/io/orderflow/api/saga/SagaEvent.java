package io.orderflow.api.saga;

import io.orderflow.api.message.OrderMessage;
import io.orderflow.api.order.OrderId;

/**
 * The events of an order's saga. They are of five kinds. Each switch over them names kinds or events and has no {@code
 * default}, so a new event does not compile until every reader handles it.
 */
public sealed interface SagaEvent extends OrderMessage
        permits FulfilmentEvent, CompensationEvent, RetryEvent, DeadlineEvent, InterventionEvent {

    /**
     * The key in the metadata of an event that makes a request with a deadline: when its time is up, in RFC 3339. The
     * time is counted from when the request is sent, which may be a moment later.
     */
    String DUE = "due";

    @Override
    OrderId orderId();
}
