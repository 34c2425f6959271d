package io.orderflow.saga.web;

import io.orderflow.api.order.OrderId;

/** Whose saga was changed, and the version it is at now. */
record SagaAnswer(OrderId orderId, long version) {}
