package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.service.command.CommandRefused;

/** Asking once more would only make the stream longer. */
final class TooManyRequests extends CommandRefused {

    TooManyRequests(OrderId order, SagaStep step) {
        super(ProblemCode.WRONG_STATE,
                "Saga %s has been asked for %d times at %s without progress. %s".formatted(order.value(),
                        OperatorRequests.MAX, step, wayOut(step)));
    }

    private static String wayOut(SagaStep step) {
        return switch (step) {
            case DELIVERING, COMPENSATING ->
                "It goes on asking by itself; once it is stalled, it can be retried again. "
                        + "It can be skipped at any time";
            case AWAITING_SHIPMENT -> "Ship the order or cancel it";
            default -> "It ends by itself when its time is up";
        };
    }
}
