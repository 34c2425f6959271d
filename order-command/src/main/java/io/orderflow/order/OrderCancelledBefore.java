package io.orderflow.order;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The order was cancelled: nothing more can happen to it. */
final class OrderCancelledBefore extends CommandRefused {

    OrderCancelledBefore(OrderId order) {
        super(ProblemCode.WRONG_STATE, "Order " + order.value() + " was cancelled");
    }
}
