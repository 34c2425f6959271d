package io.orderflow.order;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The order was rejected: nothing more can happen to it. */
final class OrderRejectedBefore extends CommandRefused {

    OrderRejectedBefore(OrderId order) {
        super(ProblemCode.WRONG_STATE, "Order " + order.value() + " was rejected");
    }
}
