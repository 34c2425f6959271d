package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.service.message.CommandRefused;

/** There is nothing to retry, because a process at its end waits for no answer. */
final class NothingToRetry extends CommandRefused {

    NothingToRetry(OrderId order, SagaStep step) {
        super(ProblemCode.WRONG_STATE,
                "Saga " + order.value() + " is at " + step + ", where nothing can be tried again; POST /sagas/"
                        + order.value() + "/skip asks once more for what was skipped before; "
                        + PaymentWait.wayOut(order.value()));
    }
}
