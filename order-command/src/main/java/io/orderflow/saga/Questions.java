package io.orderflow.saga;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.AuthorizationRetried;
import io.orderflow.api.saga.SagaEvent.CompensationRetried;
import io.orderflow.api.saga.SagaEvent.CompensationStarted;
import io.orderflow.api.saga.SagaEvent.ConfirmationRetried;
import io.orderflow.api.saga.SagaEvent.DeliveryRetried;
import io.orderflow.api.saga.SagaEvent.DeliveryStarted;
import io.orderflow.api.saga.SagaEvent.FulfilmentStarted;
import io.orderflow.api.saga.SagaEvent.PaymentSecured;
import io.orderflow.api.saga.SagaEvent.ReservationRetried;
import io.orderflow.api.saga.SagaEvent.ShipmentInquired;
import io.orderflow.api.saga.SagaEvent.StockSecured;
import io.orderflow.api.saga.SagaStep;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** What a saga asks, and asks again: all that its step still waits for, and nothing that is answered. */
final class Questions {

    private Questions() {}

    /** Applies the event that asks again. An end has no such event. */
    static void askAgain(OrderId order, Progress progress) {
        apply(again(order, progress), MetaData.with(SagaEvent.ATTEMPT, progress.attempts()));
    }

    /** Applies the event that asks for all to be undone. The reason is absent where the order is closed already. */
    static void undo(OrderId order, Progress progress, @Nullable RejectionReason reason) {
        apply(new CompensationStarted(order, reason, progress.lines().unsettled(), progress.isPaymentToReturn()));
    }

    /** Whether an answer is waited for from this event on. Its sequence number then names the ask. */
    static boolean isAsked(SagaEvent event) {
        return switch (event) {
            case FulfilmentStarted e -> true;
            case StockSecured e -> true;
            case PaymentSecured e -> true;
            case DeliveryStarted e -> true;
            case CompensationStarted e -> true;
            case ReservationRetried e -> true;
            case AuthorizationRetried e -> true;
            case ConfirmationRetried e -> true;
            case DeliveryRetried e -> true;
            case CompensationRetried e -> true;
            default -> false;
        };
    }

    static boolean areThereAny(Progress progress) {
        return switch (progress.step()) {
            case RESERVING_STOCK, AUTHORIZING_PAYMENT, CONFIRMING_ORDER, AWAITING_SHIPMENT, DELIVERING, COMPENSATING ->
                true;
            case COMPLETED, COMPENSATED -> false;
        };
    }

    private static SagaEvent again(OrderId order, Progress progress) {
        FulfilmentStarted start = progress.start();
        return switch (progress.step()) {
            case RESERVING_STOCK -> new ReservationRetried(order, start.lines().stream()
                    .filter(line -> progress.lines().of(line.sku()) == Lines.State.PENDING)
                    .toList());
            case AUTHORIZING_PAYMENT -> new AuthorizationRetried(order, start.accountId(), start.total());
            case CONFIRMING_ORDER -> new ConfirmationRetried(order);
            case AWAITING_SHIPMENT -> new ShipmentInquired(order);
            case DELIVERING -> new DeliveryRetried(order, progress.lines().unsettled(),
                    progress.isPaymentToCollect());
            case COMPENSATING -> new CompensationRetried(order, progress.outstandingRejection(),
                    progress.lines().unsettled(), progress.isPaymentToReturn());
            case COMPLETED, COMPENSATED ->
                throw new IllegalStateException("Nothing is asked in " + progress.step());
        };
    }
}
