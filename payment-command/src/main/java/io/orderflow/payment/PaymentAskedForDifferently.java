package io.orderflow.payment;

import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The payment was asked for before, for another order or account, or of another amount. */
final class PaymentAskedForDifferently extends CommandRefused {

    PaymentAskedForDifferently(PaymentId id) {
        super(ProblemCode.ALREADY_EXISTS, "Payment " + id.value() + " was asked for already, differently");
    }
}
