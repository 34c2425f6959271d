package io.orderflow.order;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The order was shipped before, with another carrier or tracking number. */
final class OrderAlreadyShippedOtherwise extends CommandRefused {

    OrderAlreadyShippedOtherwise(OrderId order) {
        super(ProblemCode.WRONG_STATE,
                "Order " + order.value() + " has been shipped with another carrier or tracking number");
    }
}
