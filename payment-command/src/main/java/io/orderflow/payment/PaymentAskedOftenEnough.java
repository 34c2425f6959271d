package io.orderflow.payment;

import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/**
 * The ledger was asked often enough. The request is retried automatically, and one more would only lengthen the
 * payment's history.
 */
final class PaymentAskedOftenEnough extends CommandRefused {

    PaymentAskedOftenEnough(PaymentId id, PaymentStatus status) {
        super(ProblemCode.WRONG_STATE, "Payment " + id.value() + " is " + status + ", and the ledger has been asked "
                + Payment.MAX_REPEATS + " times; POST /dead-letters/payment-policy/" + id.value()
                + "/retry tries its letter again");
    }
}
