package io.orderflow.saga;

import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.CompensationEvent.RejectionRecorded;
import io.orderflow.api.saga.FulfilmentEvent.LineRefused;
import io.orderflow.api.saga.FulfilmentEvent.PaymentRefused;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.saga.SagaCommand.RecordLineRefused;
import io.orderflow.saga.SagaCommand.RecordLineReleased;
import io.orderflow.saga.SagaCommand.RecordLineReserved;
import io.orderflow.saga.SagaCommand.RecordPaymentDeclined;
import io.orderflow.saga.SagaCommand.RecordPaymentVoided;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way back, from a refusal, a timeout or a cancellation until nothing is reserved or held any more: from the state
 * and a fact to the events that follow.
 */
final class Compensation {

    private Compensation() {}

    /** Returns the event that asks to undo everything. The reason is absent where the order is closed already. */
    static CompensationStarted begin(SagaState saga, @Nullable RejectionReason reason) {
        return new CompensationStarted(saga.orderId(), reason, saga.unsettled(), saga.isPaymentToReturn());
    }

    static List<? extends SagaEvent> handle(SagaState saga, RecordLineRefused fact) {
        return saga.stateOf(fact.sku()) == LineState.PENDING
                ? refused(saga, new LineRefused(fact.orderId(), fact.sku(), fact.reason()),
                        RejectionReason.of(fact.reason()))
                : List.of();
    }

    static List<? extends SagaEvent> handle(SagaState saga, RecordPaymentDeclined fact) {
        return saga.payment() == PaymentState.ASKED
                ? refused(saga, new PaymentRefused(fact.orderId(), fact.reason()), RejectionReason.of(fact.reason()))
                : List.of();
    }

    /** Handles an order that was cancelled or rejected: either closes it, which is all that compensation needs. */
    static List<? extends SagaEvent> handleClosedOrder(SagaState saga) {
        if (saga.isBeforeDelivery()) {
            return List.of(begin(saga, null));
        }
        return saga.isOpen() ? answered(saga, new RejectionRecorded(saga.orderId())) : List.of();
    }

    /**
     * Handles a late reservation. The stock reserves a line once, so a reservation that has been recorded before is a
     * repeat.
     */
    static List<? extends SagaEvent> handleLate(SagaState saga, RecordLineReserved fact) {
        return saga.foundReserved().contains(fact.sku())
                ? List.of()
                : List.of(new LateReservationFound(fact.orderId(), fact.sku(), saga.step()));
    }

    /** Records a release, also of a line that an operator has written off. */
    static List<? extends SagaEvent> handle(SagaState saga, RecordLineReleased fact) {
        boolean awaited = saga.isAt(SagaStep.COMPENSATING) && saga.unsettled().contains(fact.sku());
        return awaited || saga.stateOf(fact.sku()) == LineState.RELEASE_WRITTEN_OFF
                ? answered(saga, new LineReleased(fact.orderId(), fact.sku()))
                : List.of();
    }

    /** Records a voided payment, also one that an operator has written off. */
    static List<? extends SagaEvent> handle(SagaState saga, RecordPaymentVoided fact) {
        boolean awaited = saga.isAt(SagaStep.COMPENSATING) && saga.isPaymentToReturn();
        return awaited || saga.isAt(SagaStep.COMPENSATED) && saga.isPaymentWrittenOff()
                ? answered(saga, new PaymentReturned(fact.orderId()))
                : List.of();
    }

    /**
     * Handles a refusal: on the way forward it begins the compensation, on the way back it is one of the awaited
     * answers.
     */
    private static List<? extends SagaEvent> refused(SagaState saga, SagaEvent refusal, RejectionReason reason) {
        return saga.isBeforeDelivery()
                ? List.of(refusal, begin(saga.after(refusal), reason))
                : answered(saga, refusal);
    }

    private static List<? extends SagaEvent> answered(SagaState saga, SagaEvent answer) {
        SagaState then = saga.after(answer);
        boolean undone = then.isAt(SagaStep.COMPENSATING) && then.orderClosed() && then.unsettled().isEmpty()
                && !then.isPaymentToReturn();
        return undone ? List.of(answer, new FulfilmentCompensated(saga.orderId())) : List.of(answer);
    }
}
