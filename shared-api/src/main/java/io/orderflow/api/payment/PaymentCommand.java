package io.orderflow.api.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.OrderMessage;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** The commands of a payment. */
public sealed interface PaymentCommand {

    @TargetAggregateIdentifier
    PaymentId paymentId();

    /**
     * Asks for the payment of an order.
     *
     * @param customerId the customer who pays, absent where the request is older than its being told
     */
    @MessageType("payment.authorize")
    record AuthorizePayment(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount,
            @Nullable CustomerId customerId) implements PaymentCommand, OrderMessage {

        public AuthorizePayment {
            amount.requirePositive("amount");
        }

        public AuthorizePayment(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount) {
            this(paymentId, orderId, accountId, amount, null);
        }
    }

    @MessageType("payment.capture")
    record CapturePayment(PaymentId paymentId) implements PaymentCommand {}

    /** Voids a payment. A payment that was voided before it was requested cannot be authorized any more. */
    @MessageType("payment.void")
    record VoidPayment(PaymentId paymentId, OrderId orderId) implements PaymentCommand, OrderMessage {}

    @MessageType("payment.refund")
    record RefundPayment(PaymentId paymentId) implements PaymentCommand {}

    /** Repeats the request to the ledger whose answer the payment waits for. */
    @MessageType("payment.retry")
    record RetryPayment(PaymentId paymentId) implements PaymentCommand {}
}
