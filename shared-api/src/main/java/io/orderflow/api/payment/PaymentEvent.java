package io.orderflow.api.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.OrderMessage;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** The events of a payment. Its policy passes the {@code …Requested} events on to the ledger. */
public sealed interface PaymentEvent extends OrderMessage {

    PaymentId paymentId();

    @Override
    OrderId orderId();

    /** @param customerId who pays, absent where the event is older than its being told */
    @MessageType(value = "payment.requested", revision = "2", earlier = PaymentRequested1.class)
    record PaymentRequested(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount,
            @Nullable CustomerId customerId) implements PaymentEvent {

        public PaymentRequested(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount) {
            this(paymentId, orderId, accountId, amount, null);
        }
    }

    @MessageType("payment.authorized")
    record PaymentAuthorized(PaymentId paymentId, OrderId orderId) implements PaymentEvent {}

    /** The requested amount is absent in events of revision 1. */
    @MessageType(value = "payment.declined", revision = "2", earlier = PaymentDeclined1.class)
    record PaymentDeclined(PaymentId paymentId, OrderId orderId, HoldRefusal reason, @Nullable Money amount)
            implements PaymentEvent {}

    @MessageType("payment.capture-requested")
    record PaymentCaptureRequested(PaymentId paymentId, OrderId orderId, AccountId accountId) implements PaymentEvent {}

    @MessageType("payment.captured")
    record PaymentCaptured(PaymentId paymentId, OrderId orderId) implements PaymentEvent {}

    @MessageType("payment.void-requested")
    record PaymentVoidRequested(PaymentId paymentId, OrderId orderId, AccountId accountId) implements PaymentEvent {}

    @MessageType("payment.voided")
    record PaymentVoided(PaymentId paymentId, OrderId orderId) implements PaymentEvent {}

    @MessageType("payment.refund-requested")
    record PaymentRefundRequested(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount)
            implements PaymentEvent {}

    /** The ledger refused the refund. The payment stays captured. */
    @MessageType("payment.refund-refused")
    record PaymentRefundRefused(PaymentId paymentId, OrderId orderId, ProblemCode reason) implements PaymentEvent {}

    @MessageType("payment.refunded")
    record PaymentRefunded(PaymentId paymentId, OrderId orderId) implements PaymentEvent {}

    /**
     * The ledger has not answered, so the payment repeats its request.
     *
     * @param status     the status in which the payment waits: {@code REQUESTED}, {@code CAPTURING}, {@code VOIDING} or
     *                   {@code REFUNDING}
     * @param customerId who pays, absent where the event is older than its being told
     */
    @MessageType(value = "payment.asked-again", revision = "2", earlier = PaymentAskedAgain1.class)
    record PaymentAskedAgain(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount,
            PaymentStatus status, @Nullable CustomerId customerId) implements PaymentEvent {

        public PaymentAskedAgain(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount,
                PaymentStatus status) {
            this(paymentId, orderId, accountId, amount, status, null);
        }
    }
}
