package io.orderflow.payment;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The payment cannot be retried: the ledger has answered all its requests. */
final class PaymentWaitsForNothing extends CommandRefused {

    PaymentWaitsForNothing(PaymentId id, OrderId order, PaymentStatus status) {
        super(ProblemCode.WRONG_STATE,
                "Payment " + id.value() + " is " + status + ", and waits for no answer of the ledger; "
                        + "where the process of its order waits, POST /sagas/" + order.value() + "/retry asks again");
    }
}
