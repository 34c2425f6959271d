package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.service.command.CommandRefused;

/** A process at its end waits for nothing. */
final class NothingToRetry extends CommandRefused {

    NothingToRetry(OrderId order, SagaStep step) {
        super(ProblemCode.WRONG_STATE,
                "Saga " + order.value() + " is at " + step
                        + ", where nothing can be tried again; where its payment still"
                        + " waits for the ledger, POST /payments/" + order.value() + "/retry asks again");
    }
}
