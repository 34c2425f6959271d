package io.orderflow.api.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;

/** The customer who pays was not told. */
@MessageType("payment.requested")
public record PaymentRequested1(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount)
        implements EarlierRevision<PaymentRequested> {

    @Override
    public PaymentRequested upcast() {
        return new PaymentRequested(paymentId, orderId, accountId, amount);
    }
}
