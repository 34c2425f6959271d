package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.ACCOUNT;
import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.CUSTOMER;
import static io.orderflow.order.OrderFixture.LINES;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static io.orderflow.order.OrderFixture.TOTAL;
import static io.orderflow.saga.SagaFixture.AUTHORIZING;
import static io.orderflow.saga.SagaFixture.AWAITING;
import static io.orderflow.saga.SagaFixture.CANCELLED_WHILE_AWAITING;
import static io.orderflow.saga.SagaFixture.CANCELLED_WHILE_RESERVING;
import static io.orderflow.saga.SagaFixture.COMPENSATED;
import static io.orderflow.saga.SagaFixture.COMPLETED;
import static io.orderflow.saga.SagaFixture.CONFIRMING;
import static io.orderflow.saga.SagaFixture.DELIVERING;
import static io.orderflow.saga.SagaFixture.RESERVING;
import static io.orderflow.saga.SagaFixture.TIMED_OUT_WHILE_CONFIRMING;
import static io.orderflow.saga.SagaFixture.and;
import static io.orderflow.saga.SagaFixture.compensationStarted;
import static io.orderflow.saga.SagaFixture.dispatched;
import static io.orderflow.saga.SagaFixture.given;
import static io.orderflow.saga.SagaFixture.interruptedTimeoutOf;
import static io.orderflow.saga.SagaFixture.lineDispatched;
import static io.orderflow.saga.SagaFixture.lineReleased;
import static io.orderflow.saga.SagaFixture.lineReserved;
import static io.orderflow.saga.SagaFixture.released;
import static io.orderflow.saga.SagaFixture.timeoutOf;

import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.CompensationEvent.RejectionRecorded;
import io.orderflow.api.saga.DeadlineEvent.DeadlineExtended;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.RetryEvent.AuthorizationRetried;
import io.orderflow.api.saga.RetryEvent.CompensationRetried;
import io.orderflow.api.saga.RetryEvent.ConfirmationRetried;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.saga.SagaCommand.RecordStepTimeout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every step with a deadline has its own test here; those without ignore one. */
class StepTimeoutTest {

    private static final AuthorizationRetried AUTHORIZE_AGAIN = new AuthorizationRetried(ORDER, ACCOUNT, TOTAL,
            CUSTOMER);
    private static final List<SagaEvent> ASKED_FOR_THE_LAST_TIME = and(AUTHORIZING,
            new StepTimedOut(ORDER, SagaStep.AUTHORIZING_PAYMENT), AUTHORIZE_AGAIN,
            new StepTimedOut(ORDER, SagaStep.AUTHORIZING_PAYMENT), AUTHORIZE_AGAIN);

    @Test
    void asksTheStockAgainForWhatItHasNotAnswered() {
        given(RESERVING, lineReserved(CUP))
                .when(timeoutOf(SagaStep.RESERVING_STOCK, RESERVING))
                .expectEvents(new StepTimedOut(ORDER, SagaStep.RESERVING_STOCK),
                        new ReservationRetried(ORDER, List.of(LINES.get(1))));
    }

    @Test
    void givesUpReservingThatWasAskedForOftenEnoughAndReleasesWhatMayBeHeld() {
        List<SagaEvent> past = and(RESERVING, lineReserved(CUP), new StepTimedOut(ORDER, SagaStep.RESERVING_STOCK),
                new ReservationRetried(ORDER, List.of(LINES.get(1))),
                new StepTimedOut(ORDER, SagaStep.RESERVING_STOCK),
                new ReservationRetried(ORDER, List.of(LINES.get(1))));
        given(past)
                .when(timeoutOf(SagaStep.RESERVING_STOCK, past))
                .expectEvents(new StepTimedOut(ORDER, SagaStep.RESERVING_STOCK),
                        compensationStarted(RejectionReason.TIMED_OUT, false, CUP, POT));
    }

    @Test
    void asksForAPaymentAgain() {
        given(AUTHORIZING)
                .when(timeoutOf(SagaStep.AUTHORIZING_PAYMENT, AUTHORIZING))
                .expectEvents(new StepTimedOut(ORDER, SagaStep.AUTHORIZING_PAYMENT), AUTHORIZE_AGAIN);
    }

    @Test
    void givesUpAuthorizingThatWasAskedForOftenEnoughAndVoidsThePaymentThatMayStillBeAuthorized() {
        given(ASKED_FOR_THE_LAST_TIME)
                .when(timeoutOf(SagaStep.AUTHORIZING_PAYMENT, ASKED_FOR_THE_LAST_TIME))
                .expectEvents(new StepTimedOut(ORDER, SagaStep.AUTHORIZING_PAYMENT),
                        compensationStarted(RejectionReason.TIMED_OUT, true, CUP, POT));
    }

    @Test
    void doesNotCountATimeInWhichNothingCouldAct() {
        given(ASKED_FOR_THE_LAST_TIME)
                .when(interruptedTimeoutOf(SagaStep.AUTHORIZING_PAYMENT, ASKED_FOR_THE_LAST_TIME))
                .expectEvents(new DeadlineExtended(ORDER, SagaStep.AUTHORIZING_PAYMENT), AUTHORIZE_AGAIN);
    }

    @Test
    void doesNotCountATimeWhoseAskIsNotKnown() {
        given(ASKED_FOR_THE_LAST_TIME)
                .when(new RecordStepTimeout(ORDER, SagaStep.AUTHORIZING_PAYMENT, null, false))
                .expectEvents(new DeadlineExtended(ORDER, SagaStep.AUTHORIZING_PAYMENT), AUTHORIZE_AGAIN);
    }

    @Test
    void ignoresTheDeadlineOfAnAskBeforeThatOfAnOperator() {
        List<SagaEvent> retried = and(ASKED_FOR_THE_LAST_TIME,
                new StepRetried(ORDER, SagaStep.AUTHORIZING_PAYMENT, "it is back"), AUTHORIZE_AGAIN);
        given(retried)
                .when(timeoutOf(SagaStep.AUTHORIZING_PAYMENT, ASKED_FOR_THE_LAST_TIME))
                .expectNoEvents();
        given(retried)
                .when(timeoutOf(SagaStep.AUTHORIZING_PAYMENT, retried))
                .expectEvents(new StepTimedOut(ORDER, SagaStep.AUTHORIZING_PAYMENT), AUTHORIZE_AGAIN);
    }

    @Test
    void neverGivesUpAnOrderThatMayBeConfirmed() {
        given(CONFIRMING)
                .when(timeoutOf(SagaStep.CONFIRMING_ORDER, CONFIRMING))
                .expectEvents(new StepTimedOut(ORDER, SagaStep.CONFIRMING_ORDER), new ConfirmationRetried(ORDER));
    }

    @Test
    void waitsForTheShipmentWithoutADeadline() {
        given(AWAITING).when(timeoutOf(SagaStep.AWAITING_SHIPMENT, AWAITING)).expectNoEvents();
    }

    @Test
    void asksAgainForAllThatIsMissingFromTheDelivery() {
        given(DELIVERING)
                .when(timeoutOf(SagaStep.DELIVERING, DELIVERING))
                .expectEvents(new StepTimedOut(ORDER, SagaStep.DELIVERING),
                        new DeliveryRetried(ORDER, List.of(CUP, POT), true));
    }

    @Test
    void asksAgainOnlyForWhatIsMissingFromTheDelivery() {
        given(DELIVERING, lineDispatched(CUP), new PaymentCollected(ORDER))
                .when(timeoutOf(SagaStep.DELIVERING, DELIVERING))
                .expectEvents(new StepTimedOut(ORDER, SagaStep.DELIVERING),
                        new DeliveryRetried(ORDER, List.of(POT), false));
    }

    @Test
    void completesADeliveryThatWasAskedForAgain() {
        given(DELIVERING, lineDispatched(CUP), new PaymentCollected(ORDER),
                new StepTimedOut(ORDER, SagaStep.DELIVERING), new DeliveryRetried(ORDER, List.of(POT), false))
                .when(dispatched(POT))
                .expectEvents(lineDispatched(POT), new FulfilmentCompleted(ORDER));
    }

    @Test
    void asksAgainForAllThatIsNotUndone() {
        given(TIMED_OUT_WHILE_CONFIRMING)
                .when(timeoutOf(SagaStep.COMPENSATING, TIMED_OUT_WHILE_CONFIRMING))
                .expectEvents(new StepTimedOut(ORDER, SagaStep.COMPENSATING),
                        new CompensationRetried(ORDER, RejectionReason.TIMED_OUT, List.of(CUP, POT), true));
    }

    @Test
    void asksAgainOnlyForWhatIsNotUndone() {
        given(TIMED_OUT_WHILE_CONFIRMING, new RejectionRecorded(ORDER), lineReleased(CUP), new PaymentReturned(ORDER))
                .when(timeoutOf(SagaStep.COMPENSATING, TIMED_OUT_WHILE_CONFIRMING))
                .expectEvents(new StepTimedOut(ORDER, SagaStep.COMPENSATING),
                        new CompensationRetried(ORDER, null, List.of(POT), false));
    }

    @Test
    void endsACompensationThatWasAskedForAgain() {
        given(TIMED_OUT_WHILE_CONFIRMING, new RejectionRecorded(ORDER), lineReleased(CUP), new PaymentReturned(ORDER),
                new StepTimedOut(ORDER, SagaStep.COMPENSATING),
                new CompensationRetried(ORDER, null, List.of(POT), false))
                .when(released(POT))
                .expectEvents(lineReleased(POT), new FulfilmentCompensated(ORDER));
    }

    @Test
    void ignoresTheDeadlineOfAStepItHasLeft() {
        given(AUTHORIZING).when(timeoutOf(SagaStep.RESERVING_STOCK, RESERVING)).expectNoEvents();
        given(CONFIRMING).when(timeoutOf(SagaStep.AUTHORIZING_PAYMENT, AUTHORIZING)).expectNoEvents();
        given(AWAITING).when(timeoutOf(SagaStep.CONFIRMING_ORDER, CONFIRMING)).expectNoEvents();
        given(COMPLETED).when(timeoutOf(SagaStep.DELIVERING, DELIVERING)).expectNoEvents();
        given(CANCELLED_WHILE_RESERVING).when(timeoutOf(SagaStep.RESERVING_STOCK, RESERVING)).expectNoEvents();
        given(COMPENSATED).when(timeoutOf(SagaStep.COMPENSATING, CANCELLED_WHILE_AWAITING)).expectNoEvents();
    }

    @Test
    void hasNoDeadlineAtItsEnds() {
        given(COMPLETED).when(timeoutOf(SagaStep.COMPLETED, COMPLETED)).expectNoEvents();
        given(COMPENSATED).when(timeoutOf(SagaStep.COMPENSATED, COMPENSATED)).expectNoEvents();
    }
}
