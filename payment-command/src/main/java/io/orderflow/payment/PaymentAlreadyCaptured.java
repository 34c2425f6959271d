package io.orderflow.payment;

import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The payment's money has been collected, or is being: it can be refunded, not voided. */
final class PaymentAlreadyCaptured extends CommandRefused {

    PaymentAlreadyCaptured(PaymentId id) {
        super(ProblemCode.WRONG_STATE, "Payment " + id.value() + " is captured already");
    }
}
