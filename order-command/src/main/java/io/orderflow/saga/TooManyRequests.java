package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.service.message.CommandRefused;

/** Operators have made too many requests without progress: one more would only make the stream longer. */
final class TooManyRequests extends CommandRefused {

    TooManyRequests(OrderId order, SagaStep step) {
        super(ProblemCode.WRONG_STATE,
                "Saga %s has been asked for %d times at %s without progress. %s".formatted(order.value(),
                        Interventions.MAX_REQUESTS, step, wayOut(order.value(), step)));
    }

    private static String wayOut(String order, SagaStep step) {
        return switch (step) {
            case DELIVERING, COMPENSATING ->
                "It goes on asking by itself; once it is stalled, it can be retried again. "
                        + "POST /sagas/" + order + "/skip ends it, once the order is shipped or closed";
            case CONFIRMING_ORDER -> "It goes on asking by itself; once it is stalled, it can be retried again. "
                    + "POST /orders/" + order + "/cancellation has it undone";
            case AWAITING_SHIPMENT -> "POST /orders/" + order + "/shipment or POST /orders/" + order
                    + "/cancellation ends it";
            case COMPLETED, COMPENSATED -> "The requests wait among the dead letters, and are retried automatically";
            default -> "It ends by itself when its time is up. POST /orders/" + order + "/cancellation has it undone";
        };
    }
}
