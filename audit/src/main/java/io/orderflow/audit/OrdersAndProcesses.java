package io.orderflow.audit;

import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.CompensationEvent.RejectionRecorded;
import io.orderflow.api.saga.CompensationEvent;
import io.orderflow.api.saga.DeadlineEvent;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.LineDispatched;
import io.orderflow.api.saga.FulfilmentEvent.LineRefused;
import io.orderflow.api.saga.FulfilmentEvent.LineReserved;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.FulfilmentEvent.PaymentRefused;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.FulfilmentEvent;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.InterventionEvent;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import org.jspecify.annotations.Nullable;

/** Follows orders and their processes. */
final class OrdersAndProcesses implements Check {

    private final OrderCases cases;
    private final Findings findings;

    OrdersAndProcesses(OrderCases cases, Findings findings) {
        this.cases = cases;
        this.findings = findings;
    }

    @Override
    public void on(EventReading fact) {
        switch (fact.payload()) {
            case OrderEvent order -> on(order, fact);
            case SagaEvent process -> on(process, fact);
            default -> {}
        }
    }

    private void on(OrderEvent event, EventReading fact) {
        OrderCase order = cases.of(event.orderId().value());
        order.moved(fact);
        if (event instanceof OrderRefunded) {
            refunded(order, fact);
            return;
        }
        OrderStatus next = statusAfter(event);
        requireFollows(order, order.status, next, fact);
        order.status = next;
        order.confirmed |= event instanceof OrderConfirmed;
        if (event instanceof OrderPlaced placed) {
            order.placedPosition = fact.position();
            order.lines = placed.lines();
            order.total = placed.total();
        }
    }

    private void refunded(OrderCase order, EventReading fact) {
        findings.require(order.refunds > 0, Invariant.ENDS_AGREE, order.id, fact.position(), "a refunded payment",
                order.payment);
        findings.count(Invariant.MOVED_ONCE);
        findings.require(!order.toldOfRefund, Invariant.MOVED_ONCE, fact.event().stream(), fact.position(),
                "refunded once", "once more");
        order.toldOfRefund = true;
    }

    private void on(SagaEvent event, EventReading fact) {
        OrderCase order = cases.of(event.orderId().value());
        order.moved(fact);
        findings.require(order.isPlaced(), Invariant.ORDERS_MOVE, order.id, fact.position(), "an order",
                "a process without one");
        order.attempts = fact.metaData().get(RetryEvent.ATTEMPT) instanceof Object attempt
                ? Integer.parseInt(attempt.toString())
                : 0;
        order.writtenOff |= event instanceof StepSkipped;
        SagaStep next = stepAfter(event);
        if (next != null) {
            requireFollows(order, order.step, next, fact);
            order.step = next;
        }
        boolean answered = order.payment != null && order.payment != PaymentStatus.REQUESTED;
        findings.require(answered || next != SagaStep.CONFIRMING_ORDER, Invariant.ENDS_AGREE, order.id,
                fact.position(), "a secured payment", order.payment);
        boolean confirmed = order.status != OrderStatus.PLACED;
        findings.require(confirmed || next != SagaStep.AWAITING_SHIPMENT, Invariant.ENDS_AGREE, order.id,
                fact.position(), "shipment awaited of a confirmed order", order.status);
    }

    private void requireFollows(OrderCase order, @Nullable Enum<?> before, Enum<?> next, EventReading fact) {
        findings.require(Transitions.after(before).contains(next), Invariant.ENDS_AGREE, order.id, fact.position(),
                "one of " + Transitions.after(before) + " after " + before, next);
    }

    private static OrderStatus statusAfter(OrderEvent event) {
        return switch (event) {
            case OrderPlaced placed -> OrderStatus.PLACED;
            case OrderConfirmed confirmed -> OrderStatus.CONFIRMED;
            case OrderRejected rejected -> OrderStatus.REJECTED;
            case OrderCancelled cancelled -> OrderStatus.CANCELLED;
            case OrderShipped shipped -> OrderStatus.SHIPPED;
            case OrderRefunded refunded -> OrderStatus.SHIPPED;
        };
    }

    /** The step to which the event takes the process; null where it takes it to none. */
    private static @Nullable SagaStep stepAfter(SagaEvent event) {
        return switch (event) {
            case FulfilmentEvent forward -> stepAfter(forward);
            case CompensationEvent back -> stepAfter(back);
            case RetryEvent again -> null;
            case DeadlineEvent passed -> null;
            case InterventionEvent decision -> null;
        };
    }

    private static @Nullable SagaStep stepAfter(FulfilmentEvent event) {
        return switch (event) {
            case FulfilmentStarted started -> SagaStep.RESERVING_STOCK;
            case StockSecured secured -> SagaStep.AUTHORIZING_PAYMENT;
            case PaymentSecured secured -> SagaStep.CONFIRMING_ORDER;
            case ShipmentAwaited awaited -> SagaStep.AWAITING_SHIPMENT;
            case DeliveryStarted delivery -> SagaStep.DELIVERING;
            case FulfilmentCompleted completed -> SagaStep.COMPLETED;
            case LineReserved answer -> null;
            case LineRefused answer -> null;
            case PaymentRefused answer -> null;
            case LineDispatched answer -> null;
            case PaymentCollected answer -> null;
        };
    }

    private static @Nullable SagaStep stepAfter(CompensationEvent event) {
        return switch (event) {
            case CompensationStarted compensation -> SagaStep.COMPENSATING;
            case FulfilmentCompensated compensated -> SagaStep.COMPENSATED;
            case LateReservationFound found -> null;
            case LineReleased answer -> null;
            case PaymentReturned answer -> null;
            case RejectionRecorded answer -> null;
        };
    }
}
