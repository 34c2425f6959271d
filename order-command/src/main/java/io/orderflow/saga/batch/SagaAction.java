package io.orderflow.saga.batch;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.saga.SagaCommand.CancelFulfilment;
import io.orderflow.saga.SagaCommand.Intervention;
import io.orderflow.saga.SagaCommand.RetryStep;
import io.orderflow.saga.SagaCommand.SkipStep;
import java.util.Set;

/**
 * What an operator has done in every process. A retry is resolved once the process has left the step at which it was
 * asked for, a skip once the process has ended, and a cancellation once everything is undone.
 */
enum SagaAction {
    RETRY(Set.of(StockSecured.class, PaymentSecured.class, ShipmentAwaited.class, DeliveryStarted.class,
            FulfilmentCompleted.class, CompensationStarted.class, FulfilmentCompensated.class)),
    SKIP(
            Set.of(FulfilmentCompleted.class, FulfilmentCompensated.class)),
    CANCEL(
            Set.of(FulfilmentCompensated.class));

    private final Set<Class<? extends SagaEvent>> resolving;

    SagaAction(Set<Class<? extends SagaEvent>> resolving) {
        this.resolving = resolving;
    }

    Intervention commandFor(OrderId order, String reason) {
        return switch (this) {
            case RETRY -> new RetryStep(order, reason);
            case SKIP -> new SkipStep(order, reason);
            case CANCEL -> new CancelFulfilment(order, reason);
        };
    }

    /** Whether the event, at or after the last one of the request, shows that the request has had its effect. */
    boolean isResolvedBy(Object event) {
        return resolving.contains(event.getClass());
    }
}
