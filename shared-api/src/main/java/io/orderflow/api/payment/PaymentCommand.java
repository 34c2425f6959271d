package io.orderflow.api.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a payment, and the answers of the ledger that it is told. */
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

    /** Also of a payment that was never requested: it can then not be authorized any more. */
    @MessageType("payment.void")
    record VoidPayment(PaymentId paymentId, OrderId orderId) implements PaymentCommand {}

    @MessageType("payment.refund")
    record RefundPayment(PaymentId paymentId) implements PaymentCommand {}

    /** Asks the ledger again, now, for the answer that the payment waits for. */
    @MessageType("payment.retry")
    record RetryPayment(PaymentId paymentId) implements PaymentCommand {}

    @MessageType("payment.record-hold-placed")
    record RecordHoldPlaced(PaymentId paymentId) implements PaymentCommand {}

    @MessageType("payment.record-hold-refused")
    record RecordHoldRefused(PaymentId paymentId, HoldRefusal reason) implements PaymentCommand {}

    @MessageType("payment.record-hold-captured")
    record RecordHoldCaptured(PaymentId paymentId) implements PaymentCommand {}

    @MessageType("payment.record-hold-released")
    record RecordHoldReleased(PaymentId paymentId) implements PaymentCommand {}

    @MessageType("payment.record-refund-deposited")
    record RecordRefundDeposited(PaymentId paymentId) implements PaymentCommand {}

    @MessageType("payment.record-refund-refused")
    record RecordRefundRefused(PaymentId paymentId, ProblemCode reason) implements PaymentCommand {}
}
