package io.orderflow.saga;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.saga.DeadlineId;
import io.orderflow.saga.SagaCommand.DeadlineChange;
import io.orderflow.service.message.CommandRefused;

/** The deadline has passed, was cancelled, or belongs to a request that is answered. */
final class DeadlineOver extends CommandRefused {

    DeadlineOver(DeadlineChange refused, SagaState saga) {
        super(ProblemCode.WRONG_STATE,
                "Deadline %s has passed, was cancelled, or its request is answered: saga %s is at %s, and %s".formatted(
                        new DeadlineId(refused.orderId(), refused.ask()), saga.orderId().value(), saga.step(),
                        saga.hasDeadlineOf(saga.ask())
                                ? "waits until deadline " + new DeadlineId(saga.orderId(), saga.ask())
                                : "has no deadline now"));
    }
}
