package io.orderflow.saga;

import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.CompensationRetried;
import io.orderflow.api.saga.SagaEvent.CompensationStarted;
import io.orderflow.api.saga.SagaEvent.DeliveryRetried;
import io.orderflow.api.saga.SagaEvent.DeliveryStarted;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompensated;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompleted;
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
import io.orderflow.api.saga.SagaEvent.ShipmentAwaited;
import io.orderflow.api.saga.SagaEvent.StepTimedOut;
import io.orderflow.api.saga.SagaEvent.StockSecured;
import io.orderflow.api.saga.SagaStep;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a saga has come: what its events add up to, and no decision. Not thread-safe. */
final class Progress {

    private enum Payment {
        NOT_ASKED, ASKED, SECURED, REFUSED, RETURNED, COLLECTED
    }

    private static final Set<SagaStep> BEFORE_DELIVERY = EnumSet.of(SagaStep.RESERVING_STOCK,
            SagaStep.AUTHORIZING_PAYMENT, SagaStep.CONFIRMING_ORDER, SagaStep.AWAITING_SHIPMENT);

    private final Lines lines = new Lines();
    private @Nullable SagaStep step;
    private @Nullable FulfilmentStarted start;
    private Payment payment = Payment.NOT_ASKED;
    private @Nullable RejectionReason reason;
    private boolean orderClosed;

    void on(SagaEvent event) {
        switch (event) {
            case FulfilmentStarted started -> begin(started);
            case LineReserved reserved -> lines.put(reserved.sku(), Lines.State.RESERVED);
            case LineRefused refused -> lines.put(refused.sku(), Lines.State.REFUSED);
            case StockSecured secured -> enter(SagaStep.AUTHORIZING_PAYMENT, Payment.ASKED);
            case PaymentSecured secured -> enter(SagaStep.CONFIRMING_ORDER, Payment.SECURED);
            case ShipmentAwaited awaited -> step = SagaStep.AWAITING_SHIPMENT;
            case DeliveryStarted delivery -> step = SagaStep.DELIVERING;
            case LineDispatched dispatched -> lines.put(dispatched.sku(), Lines.State.DISPATCHED);
            case PaymentCollected collected -> payment = Payment.COLLECTED;
            case FulfilmentCompleted completed -> step = SagaStep.COMPLETED;
            case PaymentRefused refused -> payment = Payment.REFUSED;
            case CompensationStarted compensation -> beginCompensation(compensation);
            case LineReleased released -> lines.put(released.sku(), Lines.State.RELEASED);
            case PaymentReturned returned -> payment = Payment.RETURNED;
            case RejectionRecorded closed -> orderClosed = true;
            case FulfilmentCompensated compensated -> step = SagaStep.COMPENSATED;
            case StepTimedOut noChange -> {}
            case DeliveryRetried noChange -> {}
            case CompensationRetried noChange -> {}
            case LateReservationFound noChange -> {}
        }
    }

    @Nullable
    FulfilmentStarted start() {
        return start;
    }

    Lines lines() {
        return lines;
    }

    @Nullable
    SagaStep step() {
        return step;
    }

    boolean isAt(SagaStep asked) {
        return step == asked;
    }

    /** Absent where the order needs no rejection, or none any more. */
    @Nullable
    RejectionReason outstandingRejection() {
        return orderClosed ? null : reason;
    }

    boolean isBeforeDelivery() {
        return step != null && BEFORE_DELIVERY.contains(step);
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

    boolean isDelivered() {
        return lines.areAll(Lines.State.DISPATCHED) && payment == Payment.COLLECTED;
    }

    boolean isUndone() {
        return isAt(SagaStep.COMPENSATING) && orderClosed && lines.unsettled().isEmpty() && !isPaymentToReturn();
    }

    private void begin(FulfilmentStarted started) {
        start = started;
        step = SagaStep.RESERVING_STOCK;
        lines.begin(started.lines());
    }

    private void beginCompensation(CompensationStarted compensation) {
        step = SagaStep.COMPENSATING;
        reason = compensation.reason();
        orderClosed = compensation.reason() == null;
    }

    private void enter(SagaStep next, Payment paymentThen) {
        step = next;
        payment = paymentThen;
    }
}
