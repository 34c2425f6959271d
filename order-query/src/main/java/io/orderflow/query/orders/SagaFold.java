package io.orderflow.query.orders;

import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.FulfilmentStarted;
import io.orderflow.api.saga.SagaEvent.LineDispatched;
import io.orderflow.api.saga.SagaEvent.LineRefused;
import io.orderflow.api.saga.SagaEvent.LineReleased;
import io.orderflow.api.saga.SagaEvent.LineReserved;
import io.orderflow.query.sagas.Progress;
import java.time.Instant;

/** What the events of a saga change in its order's document: the stock of the lines, and the saga's progress. */
final class SagaFold {

    private SagaFold() {}

    static OrderView fold(OrderView order, SagaEvent event, Instant at) {
        return lines(order, event).progressed(Progress.after(order.saga(), event, at));
    }

    private static OrderView lines(OrderView order, SagaEvent event) {
        return switch (event) {
            case FulfilmentStarted e -> order.withLines(e.lines());
            case LineReserved e -> order.withLine(e.sku().value(),
                    line -> line.named(e.name()).in(LineStock.RESERVED));
            case LineRefused e -> order.withLine(e.sku().value(), line -> line.in(LineStock.REFUSED));
            case LineReleased e -> order.withLine(e.sku().value(), line -> line.in(LineStock.RELEASED));
            case LineDispatched e -> order.withLine(e.sku().value(), line -> line.in(LineStock.DISPATCHED));
            default -> order;
        };
    }
}
