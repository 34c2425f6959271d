package io.orderflow.audit;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.CompensationStarted;
import io.orderflow.api.saga.SagaEvent.DeliveryStarted;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompensated;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompleted;
import io.orderflow.api.saga.SagaEvent.FulfilmentStarted;
import io.orderflow.api.saga.SagaEvent.PaymentSecured;
import io.orderflow.api.saga.SagaEvent.ShipmentAwaited;
import io.orderflow.api.saga.SagaEvent.StockSecured;
import io.orderflow.api.saga.SagaStep;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows orders and their processes. */
final class OrdersAndProcesses implements Check {

    private static final Map<OrderStatus, Set<OrderStatus>> NEXT = Map.of(
            OrderStatus.PLACED, EnumSet.of(OrderStatus.CONFIRMED, OrderStatus.REJECTED, OrderStatus.CANCELLED),
            OrderStatus.CONFIRMED, EnumSet.of(OrderStatus.SHIPPED, OrderStatus.REJECTED, OrderStatus.CANCELLED));

    private final OrderCases cases;
    private final Findings findings;

    OrdersAndProcesses(OrderCases cases, Findings findings) {
        this.cases = cases;
        this.findings = findings;
    }

    @Override
    public void on(Fact fact) {
        switch (fact.payload()) {
            case OrderEvent order -> on(order, fact);
            case SagaEvent process -> on(process, fact);
            case null, default -> {}
        }
    }

    private void on(OrderEvent event, Fact fact) {
        OrderCase order = cases.of(event.orderId().value());
        order.moved(fact);
        OrderStatus next = statusAfter(event);
        boolean follows = order.status == null
                ? next == OrderStatus.PLACED
                : NEXT.getOrDefault(order.status, Set.of()).contains(next);
        findings.require(follows, Invariant.ENDS_AGREE, order.id, fact.position(),
                order.status == null ? "a placed order" : NEXT.getOrDefault(order.status, Set.of()),
                next + " after " + order.status);
        order.status = next;
        if (event instanceof OrderPlaced placed) {
            order.lines = placed.lines();
            order.total = placed.total();
        }
    }

    private void on(SagaEvent event, Fact fact) {
        OrderCase order = cases.of(event.orderId().value());
        order.moved(fact);
        findings.require(order.isPlaced(), Invariant.ORDERS_MOVE, order.id, fact.position(), "an order",
                "a process without one");
        SagaStep next = stepAfter(event);
        if (next != null) {
            boolean ended = order.step == SagaStep.COMPLETED || order.step == SagaStep.COMPENSATED;
            findings.require(!ended, Invariant.ENDS_AGREE, order.id, fact.position(), "nothing after " + order.step,
                    next);
            order.step = next;
        }
    }

    private static OrderStatus statusAfter(OrderEvent event) {
        return switch (event) {
            case OrderPlaced placed -> OrderStatus.PLACED;
            case OrderConfirmed confirmed -> OrderStatus.CONFIRMED;
            case OrderRejected rejected -> OrderStatus.REJECTED;
            case OrderCancelled cancelled -> OrderStatus.CANCELLED;
            case OrderShipped shipped -> OrderStatus.SHIPPED;
        };
    }

    /** Null where the event does not take the process to another step. */
    private static @Nullable SagaStep stepAfter(SagaEvent event) {
        return switch (event) {
            case FulfilmentStarted started -> SagaStep.RESERVING_STOCK;
            case StockSecured secured -> SagaStep.AUTHORIZING_PAYMENT;
            case PaymentSecured secured -> SagaStep.CONFIRMING_ORDER;
            case ShipmentAwaited awaited -> SagaStep.AWAITING_SHIPMENT;
            case DeliveryStarted delivery -> SagaStep.DELIVERING;
            case FulfilmentCompleted completed -> SagaStep.COMPLETED;
            case CompensationStarted compensation -> SagaStep.COMPENSATING;
            case FulfilmentCompensated compensated -> SagaStep.COMPENSATED;
            default -> null;
        };
    }
}
