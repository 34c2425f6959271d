package io.orderflow.api.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The commands of a payment. */
public sealed interface PaymentCommand {

    @TargetAggregateIdentifier
    PaymentId paymentId();

    @MessageType("payment.authorize")
    record AuthorizePayment(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount)
            implements PaymentCommand {

        public AuthorizePayment {
            amount.requirePositive("amount");
        }
    }

    @MessageType("payment.capture")
    record CapturePayment(PaymentId paymentId) implements PaymentCommand {}

    /** Voids a payment. A payment that was voided before it was requested cannot be authorized any more. */
    @MessageType("payment.void")
    record VoidPayment(PaymentId paymentId, OrderId orderId) implements PaymentCommand {}

    @MessageType("payment.refund")
    record RefundPayment(PaymentId paymentId) implements PaymentCommand {}

    /** Repeats the request to the ledger whose answer the payment waits for. */
    @MessageType("payment.retry")
    record RetryPayment(PaymentId paymentId) implements PaymentCommand {}
}
