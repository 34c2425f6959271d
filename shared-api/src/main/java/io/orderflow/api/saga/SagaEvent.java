package io.orderflow.api.saga;

import io.orderflow.api.order.OrderId;

/**
 * The process of one order. Its events are of five kinds, and who switches over them names kinds or events, and has no
 * {@code default}: so a new event does not compile until it is decided what it means there.
 */
public sealed interface SagaEvent
        permits FulfilmentEvent, CompensationEvent, RetryEvent, DeadlineEvent, InterventionEvent {

    OrderId orderId();
}
