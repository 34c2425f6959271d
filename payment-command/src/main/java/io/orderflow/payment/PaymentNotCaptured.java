package io.orderflow.payment;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The payment is not captured: only money that was captured can be given back. */
final class PaymentNotCaptured extends CommandRefused {

    PaymentNotCaptured(PaymentId id, OrderId order, PaymentStatus status) {
        super(ProblemCode.WRONG_STATE, "Payment %s is %s, not CAPTURED; %s".formatted(id.value(), status,
                wayOut(id.value(), order.value(), status)));
    }

    private static String wayOut(String payment, String order, PaymentStatus status) {
        return switch (status) {
            case CAPTURING, VOIDING -> "POST /payments/" + payment + "/retry asks the ledger again";
            case DECLINED, VOIDED -> "no money was taken";
            default ->
                "before the shipment, POST /orders/" + order + "/cancellation gives back what is held; after it, "
                        + "POST /sagas/" + order + "/retry has the money taken first";
        };
    }
}
