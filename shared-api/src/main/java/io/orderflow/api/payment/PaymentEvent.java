package io.orderflow.api.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** What happens to a payment. The {@code …Requested} events are what its policy carries to the ledger. */
public sealed interface PaymentEvent {

    PaymentId paymentId();

    OrderId orderId();

    @MessageType("payment.requested")
    record PaymentRequested(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount)
            implements PaymentEvent {}

    @MessageType("payment.authorized")
    record PaymentAuthorized(PaymentId paymentId, OrderId orderId) implements PaymentEvent {}

    /** The amount asked for is absent where the event is older than its being told. */
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

    /** The money could not be given back, the account being closed for instance: the payment stays captured. */
    @MessageType("payment.refund-refused")
    record PaymentRefundRefused(PaymentId paymentId, OrderId orderId, ProblemCode reason) implements PaymentEvent {}

    @MessageType("payment.refunded")
    record PaymentRefunded(PaymentId paymentId, OrderId orderId) implements PaymentEvent {}

    /**
     * The ledger has not answered, and is asked again for what the payment waits for.
     *
     * @param status what it waits in: {@code REQUESTED}, {@code CAPTURING}, {@code VOIDING} or {@code REFUNDING}
     */
    @MessageType("payment.asked-again")
    record PaymentAskedAgain(PaymentId paymentId, OrderId orderId, AccountId accountId, Money amount,
            PaymentStatus status) implements PaymentEvent {}
}
