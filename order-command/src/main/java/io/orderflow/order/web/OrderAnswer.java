package io.orderflow.order.web;

import io.orderflow.api.order.OrderId;

/** The order that a command changed, and its version after that. */
record OrderAnswer(OrderId orderId, long version) {}
