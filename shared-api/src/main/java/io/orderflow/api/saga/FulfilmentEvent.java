package io.orderflow.api.saga;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockRefusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of fulfilment, from the placing of an order to its delivery, with the refusals that end it. */
public sealed interface FulfilmentEvent extends SagaEvent {

    @MessageType("saga.fulfilment-started")
    record FulfilmentStarted(OrderId orderId, CustomerId customerId, AccountId accountId, List<OrderLine> lines,
            Money total) implements FulfilmentEvent {}

    @MessageType("saga.line-reserved")
    record LineReserved(OrderId orderId, Sku sku, String name) implements FulfilmentEvent {}

    @MessageType("saga.line-refused")
    record LineRefused(OrderId orderId, Sku sku, StockRefusal reason) implements FulfilmentEvent {}

    /** @param customerId who pays, absent where the event is older than its being told */
    @MessageType(value = "saga.stock-secured", revision = "2", earlier = StockSecured1.class)
    record StockSecured(OrderId orderId, AccountId accountId, Money total, @Nullable CustomerId customerId)
            implements FulfilmentEvent {

        public StockSecured(OrderId orderId, AccountId accountId, Money total) {
            this(orderId, accountId, total, null);
        }
    }

    @MessageType("saga.payment-secured")
    record PaymentSecured(OrderId orderId) implements FulfilmentEvent {}

    @MessageType("saga.payment-refused")
    record PaymentRefused(OrderId orderId, HoldRefusal reason) implements FulfilmentEvent {}

    @MessageType("saga.shipment-awaited")
    record ShipmentAwaited(OrderId orderId) implements FulfilmentEvent {}

    @MessageType("saga.delivery-started")
    record DeliveryStarted(OrderId orderId, List<Sku> skus) implements FulfilmentEvent {}

    @MessageType("saga.line-dispatched")
    record LineDispatched(OrderId orderId, Sku sku) implements FulfilmentEvent {}

    @MessageType("saga.payment-collected")
    record PaymentCollected(OrderId orderId) implements FulfilmentEvent {}

    @MessageType("saga.fulfilment-completed")
    record FulfilmentCompleted(OrderId orderId) implements FulfilmentEvent {}
}
