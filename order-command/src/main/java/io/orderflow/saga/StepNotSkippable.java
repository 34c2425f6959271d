package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.service.message.CommandRefused;

/** The step cannot be skipped: the process would deliver goods that are not reserved, or not paid. */
final class StepNotSkippable extends CommandRefused {

    StepNotSkippable(OrderId order, SagaStep step) {
        super(ProblemCode.WRONG_STATE, "Saga %s is at %s, which cannot be skipped; %s".formatted(order.value(), step,
                wayOut(order.value(), step)));
    }

    private static String wayOut(String order, SagaStep step) {
        return switch (step) {
            case COMPLETED, COMPENSATED -> PaymentWait.wayOut(order);
            default ->
                "POST /sagas/%1$s/retry asks again, POST /sagas/%1$s/cancellation has it undone".formatted(order);
        };
    }
}
