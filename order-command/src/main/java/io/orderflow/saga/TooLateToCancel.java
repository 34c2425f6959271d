package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.service.command.CommandRefused;

/** What is delivered or undone already cannot be given up any more. */
final class TooLateToCancel extends CommandRefused {

    TooLateToCancel(OrderId order, SagaStep step) {
        super(ProblemCode.WRONG_STATE, "Saga " + order.value() + " is at " + step
                + ", where it cannot be cancelled; until its end, what is not answered can be retried or skipped");
    }
}
