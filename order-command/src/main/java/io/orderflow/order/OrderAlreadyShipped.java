package io.orderflow.order;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The goods have left: neither the customer nor the process can stop the order any more. */
final class OrderAlreadyShipped extends CommandRefused {

    OrderAlreadyShipped(OrderId order) {
        super(ProblemCode.WRONG_STATE, "Order " + order.value()
                + " has been shipped; POST /payments/" + order.value() + "/refund gives its money back");
    }
}
