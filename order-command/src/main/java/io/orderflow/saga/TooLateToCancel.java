package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.service.message.CommandRefused;

/** An order that is being delivered or undone cannot be given up any more. */
final class TooLateToCancel extends CommandRefused {

    TooLateToCancel(OrderId order, SagaStep step) {
        super(ProblemCode.WRONG_STATE,
                "Saga %s is at %s, where it cannot be cancelled; %s".formatted(order.value(), step,
                        wayOut(order.value(), step)));
    }

    private static String wayOut(String order, SagaStep step) {
        return switch (step) {
            case COMPLETED -> "POST /payments/" + order + "/refund gives the money back; " + PaymentWait.wayOut(order);
            case COMPENSATED -> "it is undone already; " + PaymentWait.wayOut(order);
            default -> "POST /sagas/" + order + "/retry asks again for what is not answered, POST /sagas/" + order
                    + "/skip goes on without it";
        };
    }
}
