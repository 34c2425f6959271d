package io.orderflow.api.saga;

import io.orderflow.api.order.OrderId;

/** Names the saga's stream; there is one saga an order. */
public record SagaId(OrderId orderId) {

    @Override
    public String toString() {
        return "saga:" + orderId.value();
    }
}
