package io.orderflow.order;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The goods of the order have not left yet. */
final class OrderNotShipped extends CommandRefused {

    OrderNotShipped(OrderId order) {
        super(ProblemCode.WRONG_STATE, "Order " + order.value() + " has not been shipped");
    }
}
