package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** Nothing may be written off while the order may still be shipped. */
final class OrderStillOpen extends CommandRefused {

    OrderStillOpen(OrderId order) {
        super(ProblemCode.WRONG_STATE,
                "Order " + order.value() + " is not closed yet, so that nothing of it can be skipped; POST /sagas/"
                        + order.value() + "/retry has it closed");
    }
}
