package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.InterventionEvent.CancellationRefused;
import io.orderflow.api.saga.InterventionEvent.CancellationRequested;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.saga.SagaCommand.CancelFulfilment;
import io.orderflow.saga.SagaCommand.RecordCancellationRefused;
import io.orderflow.saga.SagaCommand.RetryStep;
import io.orderflow.saga.SagaCommand.SkipStep;
import java.util.List;

/**
 * Decides on the interventions of an operator: from the state and a request to the events that follow, or to a refusal.
 * {@link OrderSaga} tells the effect of each request at each step. An operator may make the same request twice: it is
 * recorded twice, and the second time does no harm. Each request is an event, and a stream must not grow without an
 * end, so {@value #MAX_REQUESTS} requests without progress are accepted.
 */
final class Interventions {

    static final int MAX_REQUESTS = 20;

    private Interventions() {}

    static List<? extends SagaEvent> handle(SagaState saga, RetryStep command) {
        RetryEvent again = Retries.of(saga)
                .orElseThrow(() -> new NothingToRetry(command.orderId(), saga.step()));
        requireRequestsLeft(saga);
        return List.of(new StepRetried(command.orderId(), saga.step(), command.reason()), again);
    }

    static List<? extends SagaEvent> handle(SagaState saga, SkipStep command) {
        OrderId order = command.orderId();
        return switch (saga.step()) {
            case DELIVERING -> List.of(new StepSkipped(order, SagaStep.DELIVERING, saga.unsettled(),
                    saga.isPaymentToCollect(), command.reason()), new FulfilmentCompleted(order));
            case COMPENSATING -> {
                requireOrderClosed(saga);
                yield List.of(new StepSkipped(order, SagaStep.COMPENSATING, saga.unsettled(),
                        saga.isPaymentToReturn(), command.reason()), new FulfilmentCompensated(order));
            }
            case COMPLETED -> skipAgain(saga, command, SagaStep.DELIVERING);
            case COMPENSATED -> skipAgain(saga, command, SagaStep.COMPENSATING);
            case RESERVING_STOCK, AUTHORIZING_PAYMENT, CONFIRMING_ORDER, AWAITING_SHIPMENT ->
                throw new StepNotSkippable(order, saga.step());
        };
    }

    static List<? extends SagaEvent> handle(SagaState saga, CancelFulfilment command) {
        if (!saga.isBeforeDelivery()) {
            throw new TooLateToCancel(command.orderId(), saga.step());
        }
        requireRequestsLeft(saga);
        return List.of(new CancellationRequested(command.orderId(), command.reason()));
    }

    static List<? extends SagaEvent> handle(RecordCancellationRefused fact) {
        return List.of(new CancellationRefused(fact.orderId(), fact.detail()));
    }

    /**
     * Asks once more for the written-off answers, in case the event that asked for them was given up among the dead
     * letters.
     */
    private static List<? extends SagaEvent> skipAgain(SagaState saga, SkipStep command, SagaStep skipped) {
        if (!saga.isPaymentWrittenOff() && saga.writtenOff().isEmpty()) {
            throw new StepNotSkippable(command.orderId(), saga.step());
        }
        requireRequestsLeft(saga);
        return List.of(new StepSkipped(command.orderId(), skipped, saga.writtenOff(), saga.isPaymentWrittenOff(),
                command.reason()));
    }

    static void requireRequestsLeft(SagaState saga) {
        if (saga.operatorRequests() >= MAX_REQUESTS) {
            throw new TooManyRequests(saga.orderId(), saga.step());
        }
    }

    private static void requireOrderClosed(SagaState saga) {
        if (!saga.orderClosed()) {
            throw new OrderStillOpen(saga.orderId());
        }
    }
}
