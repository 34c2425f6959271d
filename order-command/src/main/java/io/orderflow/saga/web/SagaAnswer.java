package io.orderflow.saga.web;

import io.orderflow.api.order.OrderId;

/** The order whose saga was changed, and the saga's version after that. */
record SagaAnswer(OrderId orderId, long version) {}
