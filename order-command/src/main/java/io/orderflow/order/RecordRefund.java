package io.orderflow.order;

import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Tells the order that its payment was paid back, and when. Only the {@link RefundPolicy} sends it. */
@MessageType("order.record-refund")
record RecordRefund(@TargetAggregateIdentifier OrderId orderId, Instant refundedAt) {}
