package io.orderflow.order.web;

import io.orderflow.api.order.OrderId;

/** Which order a command changed, and the version it is at now. */
record OrderAnswer(OrderId orderId, long version) {}
