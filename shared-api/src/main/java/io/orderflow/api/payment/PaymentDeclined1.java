package io.orderflow.api.payment;

import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;

/** Revision 1 lacks the requested amount. */
@MessageType("payment.declined")
public record PaymentDeclined1(PaymentId paymentId, OrderId orderId, HoldRefusal reason)
        implements EarlierRevision<PaymentDeclined> {

    @Override
    public PaymentDeclined upcast() {
        return new PaymentDeclined(paymentId, orderId, reason, null);
    }
}
