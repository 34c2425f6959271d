package io.orderflow.saga;

import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.CancellationRequested;
import io.orderflow.api.saga.SagaEvent.CompensationStarted;
import io.orderflow.api.saga.SagaEvent.DeliveryStarted;
import io.orderflow.api.saga.SagaEvent.FulfilmentStalled;
import io.orderflow.api.saga.SagaEvent.LineDispatched;
import io.orderflow.api.saga.SagaEvent.LineRefused;
import io.orderflow.api.saga.SagaEvent.LineReleased;
import io.orderflow.api.saga.SagaEvent.LineReserved;
import io.orderflow.api.saga.SagaEvent.PaymentCollected;
import io.orderflow.api.saga.SagaEvent.PaymentRefused;
import io.orderflow.api.saga.SagaEvent.PaymentReturned;
import io.orderflow.api.saga.SagaEvent.PaymentSecured;
import io.orderflow.api.saga.SagaEvent.RejectionRecorded;
import io.orderflow.api.saga.SagaEvent.ShipmentAwaited;
import io.orderflow.api.saga.SagaEvent.StepRetried;
import io.orderflow.api.saga.SagaEvent.StepSkipped;
import io.orderflow.api.saga.SagaEvent.StockSecured;

/**
 * Counts how often an operator has asked for something since the process made progress, or stalled after it was asked
 * for by itself. Each request is an event, and a stream must not grow without an end. Not thread-safe.
 */
final class OperatorRequests {

    static final int MAX = 20;

    private int count;

    void on(SagaEvent event) {
        switch (event) {
            case StepRetried request -> count++;
            case CancellationRequested request -> count++;
            case StepSkipped request -> count++;
            case LineReserved progress -> count = 0;
            case LineRefused progress -> count = 0;
            case StockSecured progress -> count = 0;
            case PaymentSecured progress -> count = 0;
            case PaymentRefused progress -> count = 0;
            case ShipmentAwaited progress -> count = 0;
            case DeliveryStarted progress -> count = 0;
            case LineDispatched progress -> count = 0;
            case PaymentCollected progress -> count = 0;
            case CompensationStarted progress -> count = 0;
            case LineReleased progress -> count = 0;
            case PaymentReturned progress -> count = 0;
            case RejectionRecorded progress -> count = 0;
            case FulfilmentStalled end -> count = 0;
            default -> {
                // It asks again, or ends the process.
            }
        }
    }

    int count() {
        return count;
    }

    void restore(int counted) {
        count = counted;
    }

    boolean areExhausted() {
        return count >= MAX;
    }
}
