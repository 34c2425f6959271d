package io.orderflow.api.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentEvent.PaymentAskedAgain;

/** The customer who pays was not told. */
@MessageType("payment.asked-again")
public record PaymentAskedAgain1(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount,
        PaymentStatus status) implements EarlierRevision<PaymentAskedAgain> {

    @Override
    public PaymentAskedAgain upcast() {
        return new PaymentAskedAgain(paymentId, orderId, accountId, amount, status);
    }
}
