package io.orderflow.payment;

import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The payment is not authorized: only money that is held can be captured. */
final class PaymentNotAuthorized extends CommandRefused {

    PaymentNotAuthorized(PaymentId id, PaymentStatus status) {
        super(ProblemCode.WRONG_STATE, "Payment " + id.value() + " is " + status + ", not AUTHORIZED");
    }
}
