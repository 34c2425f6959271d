package io.orderflow.payment;

import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.problem.ProblemCode;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The ledger's answer to a request of a payment. Only the payment's own processor sends it. */
public sealed interface LedgerAnswer {

    @TargetAggregateIdentifier
    PaymentId paymentId();

    @MessageType("payment.record-hold-placed")
    record RecordHoldPlaced(PaymentId paymentId) implements LedgerAnswer {}

    @MessageType("payment.record-hold-refused")
    record RecordHoldRefused(PaymentId paymentId, HoldRefusal reason) implements LedgerAnswer {}

    @MessageType("payment.record-hold-captured")
    record RecordHoldCaptured(PaymentId paymentId) implements LedgerAnswer {}

    @MessageType("payment.record-hold-released")
    record RecordHoldReleased(PaymentId paymentId) implements LedgerAnswer {}

    @MessageType("payment.record-refund-deposited")
    record RecordRefundDeposited(PaymentId paymentId) implements LedgerAnswer {}

    @MessageType("payment.record-refund-refused")
    record RecordRefundRefused(PaymentId paymentId, ProblemCode reason) implements LedgerAnswer {}
}
