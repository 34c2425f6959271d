package io.orderflow.order;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** Only an order whose stock and payment are secured can be shipped. */
final class OrderNotConfirmed extends CommandRefused {

    OrderNotConfirmed(OrderId order) {
        super(ProblemCode.WRONG_STATE, "Order " + order.value() + " is not confirmed yet");
    }
}
