package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.service.command.CommandRefused;

/** Going on without what the step is for would deliver what is not reserved, or not paid. */
final class StepNotSkippable extends CommandRefused {

    StepNotSkippable(OrderId order, SagaStep step) {
        super(ProblemCode.WRONG_STATE, "Saga " + order.value() + " is at " + step
                + ", which cannot be skipped; it can be cancelled before delivery");
    }
}
