package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.RetryEvent.AuthorizationRetried;
import io.orderflow.api.saga.RetryEvent.CompensationRetried;
import io.orderflow.api.saga.RetryEvent.ConfirmationRetried;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.RetryEvent.ShipmentInquired;
import java.util.Optional;

/** Makes the requests of a process again: all that its step still waits for, and none that is answered. */
final class Retries {

    private Retries() {}

    /** Returns the event that asks again; empty at an end, where the process asks nothing. */
    static Optional<RetryEvent> of(SagaState saga) {
        OrderId order = saga.orderId();
        SagaState.Start start = saga.start();
        return switch (saga.step()) {
            case RESERVING_STOCK -> Optional.of(new ReservationRetried(order, start.lines().stream()
                    .filter(line -> saga.stateOf(line.sku()) == LineState.PENDING)
                    .toList()));
            case AUTHORIZING_PAYMENT -> Optional.of(new AuthorizationRetried(order, start.accountId(), start.total(),
                    start.customerId()));
            case CONFIRMING_ORDER -> Optional.of(new ConfirmationRetried(order));
            case AWAITING_SHIPMENT -> Optional.of(new ShipmentInquired(order));
            case DELIVERING -> Optional.of(new DeliveryRetried(order, saga.unsettled(), saga.isPaymentToCollect()));
            case COMPENSATING -> Optional.of(new CompensationRetried(order, saga.orderClosed() ? null : saga.reason(),
                    saga.unsettled(), saga.isPaymentToReturn()));
            case COMPLETED, COMPENSATED -> Optional.empty();
        };
    }
}
