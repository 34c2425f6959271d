package io.orderflow.payment;

import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.command.CommandRefused;

/** Only money that was captured can be given back. */
final class PaymentNotCaptured extends CommandRefused {

    PaymentNotCaptured(PaymentId id, PaymentStatus status) {
        super(ProblemCode.WRONG_STATE, "Payment " + id.value() + " is " + status + ", not CAPTURED");
    }
}
