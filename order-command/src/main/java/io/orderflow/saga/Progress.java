package io.orderflow.saga;

import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.AuthorizationRetried;
import io.orderflow.api.saga.SagaEvent.CancellationRefused;
import io.orderflow.api.saga.SagaEvent.CancellationRequested;
import io.orderflow.api.saga.SagaEvent.CompensationRetried;
import io.orderflow.api.saga.SagaEvent.CompensationStarted;
import io.orderflow.api.saga.SagaEvent.ConfirmationRetried;
import io.orderflow.api.saga.SagaEvent.DeadlineExtended;
import io.orderflow.api.saga.SagaEvent.DeliveryRetried;
import io.orderflow.api.saga.SagaEvent.DeliveryStarted;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompensated;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompleted;
import io.orderflow.api.saga.SagaEvent.FulfilmentStalled;
import io.orderflow.api.saga.SagaEvent.FulfilmentStarted;
import io.orderflow.api.saga.SagaEvent.LateReservationFound;
import io.orderflow.api.saga.SagaEvent.LineDispatched;
import io.orderflow.api.saga.SagaEvent.LineRefused;
import io.orderflow.api.saga.SagaEvent.LineReleased;
import io.orderflow.api.saga.SagaEvent.LineReserved;
import io.orderflow.api.saga.SagaEvent.PaymentCollected;
import io.orderflow.api.saga.SagaEvent.PaymentRefused;
import io.orderflow.api.saga.SagaEvent.PaymentReturned;
import io.orderflow.api.saga.SagaEvent.PaymentSecured;
import io.orderflow.api.saga.SagaEvent.RejectionRecorded;
import io.orderflow.api.saga.SagaEvent.ReservationRetried;
import io.orderflow.api.saga.SagaEvent.ShipmentAwaited;
import io.orderflow.api.saga.SagaEvent.ShipmentInquired;
import io.orderflow.api.saga.SagaEvent.StepRetried;
import io.orderflow.api.saga.SagaEvent.StepSkipped;
import io.orderflow.api.saga.SagaEvent.StepTimedOut;
import io.orderflow.api.saga.SagaEvent.StockSecured;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a saga has come: what its events add up to, and no decision. Not thread-safe. */
final class Progress {

    enum Payment {
        NOT_ASKED, ASKED, SECURED, REFUSED, RETURNED, COLLECTED,
        /** An operator gave up waiting for its collection or its return. The answer may still come. */
        WRITTEN_OFF
    }

    private static final Set<SagaStep> BEFORE_DELIVERY = EnumSet.of(SagaStep.RESERVING_STOCK,
            SagaStep.AUTHORIZING_PAYMENT, SagaStep.CONFIRMING_ORDER, SagaStep.AWAITING_SHIPMENT);

    private final Lines lines = new Lines();
    private final OperatorRequests requests = new OperatorRequests();
    private @Nullable SagaStep step;
    private @Nullable FulfilmentStarted start;
    private Payment payment = Payment.NOT_ASKED;
    private @Nullable RejectionReason reason;
    private boolean orderClosed;
    private long ask;
    private int attempts;
    private boolean stalled;

    /** @param sequence the sequence number of the event, by which an ask is known */
    void on(SagaEvent event, long sequence) {
        if (Questions.isAsked(event)) {
            ask = sequence;
        }
        on(event);
    }

    void restore(SagaState state) {
        SagaState.Start began = state.start();
        start = new FulfilmentStarted(state.orderId(), began.customerId(), began.accountId(), began.lines(),
                began.total());
        step = state.step();
        lines.restore(state);
        payment = state.payment();
        reason = state.reason();
        orderClosed = state.orderClosed();
        ask = state.ask();
        attempts = state.attempts();
        stalled = state.stalled();
        requests.restore(state.operatorRequests());
    }

    SagaState state() {
        return new SagaState(start.orderId(),
                new SagaState.Start(start.customerId(), start.accountId(), start.lines(), start.total()), step,
                lines.all(), lines.foundReserved(), payment, reason, orderClosed, ask, attempts, stalled,
                requests.count());
    }

    private void on(SagaEvent event) {
        requests.on(event);
        switch (event) {
            case FulfilmentStarted started -> begin(started);
            case LineReserved reserved -> lines.put(reserved.sku(), Lines.State.RESERVED);
            case LineRefused refused -> lines.put(refused.sku(), Lines.State.REFUSED);
            case StockSecured secured -> enter(SagaStep.AUTHORIZING_PAYMENT, Payment.ASKED);
            case PaymentSecured secured -> enter(SagaStep.CONFIRMING_ORDER, Payment.SECURED);
            case ShipmentAwaited awaited -> begin(SagaStep.AWAITING_SHIPMENT);
            case DeliveryStarted delivery -> begin(SagaStep.DELIVERING);
            case LineDispatched dispatched -> lines.put(dispatched.sku(), Lines.State.DISPATCHED);
            case PaymentCollected collected -> payment = Payment.COLLECTED;
            case FulfilmentCompleted completed -> step = SagaStep.COMPLETED;
            case PaymentRefused refused -> payment = Payment.REFUSED;
            case CompensationStarted compensation -> beginCompensation(compensation);
            case LineReleased released -> lines.put(released.sku(), Lines.State.RELEASED);
            case PaymentReturned returned -> payment = Payment.RETURNED;
            case RejectionRecorded closed -> orderClosed = true;
            case FulfilmentCompensated compensated -> step = SagaStep.COMPENSATED;
            case StepTimedOut again -> attempts++;
            case FulfilmentStalled end -> stalled = true;
            case StepRetried byOperator -> begin(byOperator.step());
            case StepSkipped skipped -> writeOff(skipped);
            case DeadlineExtended noChange -> {}
            case DeliveryRetried noChange -> {}
            case CompensationRetried noChange -> {}
            case LateReservationFound late -> lines.findReserved(late.sku());
            case ReservationRetried noChange -> {}
            case AuthorizationRetried noChange -> {}
            case ConfirmationRetried noChange -> {}
            case ShipmentInquired noChange -> {}
            case CancellationRequested noChange -> {}
            case CancellationRefused noChange -> {}
        }
    }

    @Nullable
    FulfilmentStarted start() {
        return start;
    }

    Lines lines() {
        return lines;
    }

    OperatorRequests requests() {
        return requests;
    }

    @Nullable
    SagaStep step() {
        return step;
    }

    boolean isAt(SagaStep asked) {
        return step == asked;
    }

    /**
     * Whether the saga waits for this ask, and no other, to be answered.
     *
     * @param asked absent for a deadline that does not know its ask
     */
    boolean isWaitingFor(SagaStep at, @Nullable Long asked) {
        return isAt(at) && (asked == null || asked == ask);
    }

    /** Absent where the order needs no rejection, or none any more. */
    @Nullable
    RejectionReason outstandingRejection() {
        return orderClosed ? null : reason;
    }

    boolean isBeforeDelivery() {
        return step != null && BEFORE_DELIVERY.contains(step);
    }

    /** Whether it still waits for what others may not be able to give. */
    boolean mayBeGivenUp() {
        return isAt(SagaStep.RESERVING_STOCK) || isAt(SagaStep.AUTHORIZING_PAYMENT);
    }

    /** Whether the order, as far as is known here, may still be shipped. */
    boolean isOpen() {
        return isBeforeDelivery() || isAt(SagaStep.COMPENSATING) && !orderClosed;
    }

    boolean isSecured() {
        return lines.areAll(Lines.State.RESERVED) && payment == Payment.SECURED;
    }

    boolean isPaymentToCollect() {
        return payment == Payment.SECURED;
    }

    boolean isPaymentToAnswer() {
        return payment == Payment.ASKED;
    }

    /** Money may be held, also where the payment was asked for and has not been answered. */
    boolean isPaymentToReturn() {
        return payment == Payment.ASKED || payment == Payment.SECURED;
    }

    /** What is written off is still heard of. */
    boolean isToBeDispatched(Sku sku) {
        return isAt(SagaStep.DELIVERING) && lines.of(sku) == Lines.State.RESERVED
                || lines.of(sku) == Lines.State.DISPATCH_WRITTEN_OFF;
    }

    boolean isToBeCollected() {
        return isAt(SagaStep.DELIVERING) && isPaymentToCollect()
                || isAt(SagaStep.COMPLETED) && payment == Payment.WRITTEN_OFF;
    }

    boolean isToBeReleased(Sku sku) {
        return isAt(SagaStep.COMPENSATING) && lines.unsettled().contains(sku)
                || lines.of(sku) == Lines.State.RELEASE_WRITTEN_OFF;
    }

    boolean isToBeReturned() {
        return isAt(SagaStep.COMPENSATING) && isPaymentToReturn()
                || isAt(SagaStep.COMPENSATED) && payment == Payment.WRITTEN_OFF;
    }

    boolean isPaymentWrittenOff() {
        return payment == Payment.WRITTEN_OFF;
    }

    /** Whether something was skipped whose answer has not come since. */
    boolean isAnythingWrittenOff() {
        return isPaymentWrittenOff() || !lines.writtenOff().isEmpty();
    }

    boolean isDelivered() {
        return isAt(SagaStep.DELIVERING) && lines.areAllDispatchedOrWrittenOff()
                && (payment == Payment.COLLECTED || payment == Payment.WRITTEN_OFF);
    }

    /** Whether, while it is undone, the order is known to be closed: only then is it certain that it is not shipped. */
    boolean isOrderClosed() {
        return orderClosed;
    }

    /** How often the time ran out, since the step began or an operator had it tried again. */
    int attempts() {
        return attempts;
    }

    /** It has been asked for often enough: an operator must decide. */
    boolean isStalled() {
        return stalled;
    }

    boolean isUndone() {
        return isAt(SagaStep.COMPENSATING) && orderClosed && lines.unsettled().isEmpty() && !isPaymentToReturn();
    }

    private void begin(FulfilmentStarted started) {
        start = started;
        step = SagaStep.RESERVING_STOCK;
        lines.begin(started.lines());
    }

    private void begin(SagaStep next) {
        step = next;
        attempts = 0;
        stalled = false;
    }

    private void writeOff(StepSkipped skipped) {
        Lines.State writtenOff = skipped.step() == SagaStep.DELIVERING
                ? Lines.State.DISPATCH_WRITTEN_OFF
                : Lines.State.RELEASE_WRITTEN_OFF;
        skipped.skus().forEach(sku -> lines.put(sku, writtenOff));
        if (skipped.payment()) {
            payment = Payment.WRITTEN_OFF;
        }
    }

    private void beginCompensation(CompensationStarted compensation) {
        begin(SagaStep.COMPENSATING);
        reason = compensation.reason();
        orderClosed = compensation.reason() == null;
    }

    private void enter(SagaStep next, Payment paymentThen) {
        begin(next);
        payment = paymentThen;
    }
}
