package io.orderflow.order;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The same order was placed before, with other content. */
final class OrderAlreadyPlaced extends CommandRefused {

    OrderAlreadyPlaced(OrderId order) {
        super(ProblemCode.ALREADY_EXISTS, "Order " + order.value() + " was placed before, with other content");
    }
}
