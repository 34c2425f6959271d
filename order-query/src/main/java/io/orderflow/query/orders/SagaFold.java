package io.orderflow.query.orders;

import io.orderflow.api.saga.CompensationEvent;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.DeadlineEvent;
import io.orderflow.api.saga.FulfilmentEvent;
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
import io.orderflow.api.saga.InterventionEvent;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.query.sagas.Progress;
import java.time.Instant;

/** Folds the events of a saga into its order's document: the stock of the lines, and the saga's progress. */
final class SagaFold {

    private SagaFold() {}

    static OrderView fold(OrderView order, SagaEvent event, Instant at) {
        return lines(order, event).progressed(Progress.after(order.saga(), event, at));
    }

    private static OrderView lines(OrderView order, SagaEvent event) {
        return switch (event) {
            case FulfilmentEvent forward -> lines(order, forward);
            case LineReleased e -> order.withLine(e.sku().value(), line -> line.in(LineStock.RELEASED));
            case CompensationEvent other -> order;
            case RetryEvent again -> order;
            case DeadlineEvent passed -> order;
            case InterventionEvent decision -> order;
        };
    }

    private static OrderView lines(OrderView order, FulfilmentEvent event) {
        return switch (event) {
            case FulfilmentStarted e -> order.withLines(e.lines());
            case LineReserved e -> order.withLine(e.sku().value(),
                    line -> line.named(e.name()).in(LineStock.RESERVED));
            case LineRefused e -> order.withLine(e.sku().value(), line -> line.in(LineStock.REFUSED));
            case LineDispatched e -> order.withLine(e.sku().value(), line -> line.in(LineStock.DISPATCHED));
            case StockSecured e -> order;
            case PaymentSecured e -> order;
            case PaymentRefused e -> order;
            case ShipmentAwaited e -> order;
            case DeliveryStarted e -> order;
            case PaymentCollected e -> order;
            case FulfilmentCompleted e -> order;
        };
    }
}
