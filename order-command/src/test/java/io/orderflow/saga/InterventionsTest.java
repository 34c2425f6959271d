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
import static io.orderflow.saga.SagaFixture.PAYMENT_CAPTURED;
import static io.orderflow.saga.SagaFixture.PAYMENT_VOIDED;
import static io.orderflow.saga.SagaFixture.RESERVING;
import static io.orderflow.saga.SagaFixture.TIMED_OUT_WHILE_CONFIRMING;
import static io.orderflow.saga.SagaFixture.and;
import static io.orderflow.saga.SagaFixture.dispatched;
import static io.orderflow.saga.SagaFixture.given;
import static io.orderflow.saga.SagaFixture.lateReservationOf;
import static io.orderflow.saga.SagaFixture.lineDispatched;
import static io.orderflow.saga.SagaFixture.lineReleased;
import static io.orderflow.saga.SagaFixture.lineReserved;
import static io.orderflow.saga.SagaFixture.released;
import static io.orderflow.saga.SagaFixture.reserved;
import static io.orderflow.saga.SagaFixture.timeoutOf;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.DeadlineEvent.FulfilmentStalled;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.InterventionEvent.CancellationRequested;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.RetryEvent.AuthorizationRetried;
import io.orderflow.api.saga.RetryEvent.CompensationRetried;
import io.orderflow.api.saga.RetryEvent.ConfirmationRetried;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.RetryEvent.ShipmentInquired;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.saga.SagaCommand.CancelFulfilment;
import io.orderflow.saga.SagaCommand.Intervention;
import io.orderflow.saga.SagaCommand.RetryStep;
import io.orderflow.saga.SagaCommand.SkipStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.matchers.Matchers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The interventions of an operator at each step, and the effect of answers after them. */
class InterventionsTest {

    private static final String WHY = "the warehouse called";
    private static final RetryStep RETRY = new RetryStep(ORDER, WHY);
    private static final SkipStep SKIP = new SkipStep(ORDER, WHY);
    private static final CancelFulfilment CANCEL = new CancelFulfilment(ORDER, WHY);

    @Nested
    class Retrying {

        @Test
        void asksAgainForTheLinesThatAreNotAnswered() {
            given(RESERVING, lineReserved(CUP)).when(RETRY).expectEvents(retried(SagaStep.RESERVING_STOCK),
                    new ReservationRetried(ORDER, List.of(LINES.get(1))));
        }

        @Test
        void asksAgainForThePayment() {
            given(AUTHORIZING).when(RETRY).expectEvents(retried(SagaStep.AUTHORIZING_PAYMENT),
                    new AuthorizationRetried(ORDER, ACCOUNT, TOTAL, CUSTOMER));
        }

        @Test
        void asksAgainForTheConfirmation() {
            given(CONFIRMING).when(RETRY).expectEvents(retried(SagaStep.CONFIRMING_ORDER),
                    new ConfirmationRetried(ORDER));
        }

        @Test
        void asksWhetherTheOrderIsShipped() {
            given(AWAITING).when(RETRY).expectEvents(retried(SagaStep.AWAITING_SHIPMENT), new ShipmentInquired(ORDER));
        }

        @Test
        void asksAgainForWhatIsMissingFromTheDelivery() {
            given(DELIVERING, lineDispatched(CUP)).when(RETRY).expectEvents(retried(SagaStep.DELIVERING),
                    new DeliveryRetried(ORDER, List.of(POT), true));
        }

        @Test
        void asksAgainForWhatIsNotUndone() {
            given(TIMED_OUT_WHILE_CONFIRMING, lineReleased(CUP)).when(RETRY).expectEvents(
                    retried(SagaStep.COMPENSATING),
                    new CompensationRetried(ORDER, RejectionReason.TIMED_OUT, List.of(POT), true));
        }

        @Test
        void letsTheStepTimeOutAgainAfterItWasStalled() {
            List<SagaEvent> stalled = new ArrayList<>(DELIVERING);
            for (int attempt = 0; attempt < Timeouts.MAX_REPEATS; attempt++) {
                stalled.add(new StepTimedOut(ORDER, SagaStep.DELIVERING));
                stalled.add(new DeliveryRetried(ORDER, List.of(CUP, POT), true));
            }

            given(stalled).when(timeoutOf(SagaStep.DELIVERING, stalled)).expectEvents(
                    new StepTimedOut(ORDER, SagaStep.DELIVERING), new FulfilmentStalled(ORDER, SagaStep.DELIVERING));
            List<SagaEvent> asked = List.copyOf(stalled);
            stalled.add(new FulfilmentStalled(ORDER, SagaStep.DELIVERING));
            given(stalled).when(timeoutOf(SagaStep.DELIVERING, asked)).expectNoEvents();
            stalled.add(retried(SagaStep.DELIVERING));
            stalled.add(new DeliveryRetried(ORDER, List.of(CUP, POT), true));
            given(stalled).when(timeoutOf(SagaStep.DELIVERING, asked)).expectNoEvents();
            given(stalled).when(timeoutOf(SagaStep.DELIVERING, stalled)).expectEvents(
                    new StepTimedOut(ORDER, SagaStep.DELIVERING),
                    new DeliveryRetried(ORDER, List.of(CUP, POT), true));
        }

        @ParameterizedTest
        @MethodSource("io.orderflow.saga.InterventionsTest#stepsWithoutQuestions")
        void isRefusedWhereNothingIsAsked(List<SagaEvent> past) {
            assertRefused(past, RETRY);
        }
    }

    @Nested
    class Skipping {

        @Test
        void completesADeliveryWithoutTheAnswersThatAreMissing() {
            given(DELIVERING, lineDispatched(CUP)).when(SKIP).expectEvents(
                    new StepSkipped(ORDER, SagaStep.DELIVERING, List.of(POT), true, WHY),
                    new FulfilmentCompleted(ORDER));
        }

        @Test
        void stillHearsWhatComesOfADelivery() {
            List<SagaEvent> skipped = and(DELIVERING,
                    new StepSkipped(ORDER, SagaStep.DELIVERING, List.of(CUP, POT), true, WHY),
                    new FulfilmentCompleted(ORDER));

            given(skipped).when(dispatched(POT)).expectEvents(lineDispatched(POT));
            given(skipped).when(PAYMENT_CAPTURED).expectEvents(new PaymentCollected(ORDER));
            given(skipped, lineDispatched(POT), new PaymentCollected(ORDER)).when(dispatched(POT)).expectNoEvents();
            given(skipped, lineDispatched(POT), new PaymentCollected(ORDER)).when(PAYMENT_CAPTURED).expectNoEvents();
        }

        @Test
        void takesNoGoodsBackThatHaveLeft() {
            given(DELIVERING, new StepSkipped(ORDER, SagaStep.DELIVERING, List.of(CUP, POT), true, WHY),
                    new FulfilmentCompleted(ORDER)).when(reserved(POT)).expectNoEvents();
        }

        @Test
        void endsTheUndoingOfAClosedOrder() {
            given(CANCELLED_WHILE_AWAITING, lineReleased(CUP)).when(SKIP).expectEvents(
                    new StepSkipped(ORDER, SagaStep.COMPENSATING, List.of(POT), true, WHY),
                    new FulfilmentCompensated(ORDER));
        }

        @Test
        void stillHearsWhatIsGivenBack() {
            List<SagaEvent> skipped = and(CANCELLED_WHILE_AWAITING,
                    new StepSkipped(ORDER, SagaStep.COMPENSATING, List.of(CUP, POT), true, WHY),
                    new FulfilmentCompensated(ORDER));

            given(skipped).when(released(POT)).expectEvents(lineReleased(POT));
            given(skipped).when(PAYMENT_VOIDED).expectEvents(new PaymentReturned(ORDER));
            given(skipped, lineReleased(POT), new PaymentReturned(ORDER)).when(released(POT)).expectNoEvents();
            given(skipped, lineReleased(POT), new PaymentReturned(ORDER)).when(PAYMENT_VOIDED).expectNoEvents();
        }

        @Test
        void givesBackAReservationThatComesAfterIt() {
            given(CANCELLED_WHILE_RESERVING,
                    new StepSkipped(ORDER, SagaStep.COMPENSATING, List.of(CUP, POT), false, WHY),
                    new FulfilmentCompensated(ORDER)).when(reserved(POT)).expectEvents(
                            lateReservationOf(POT, SagaStep.COMPENSATED));
        }

        @Test
        void isRefusedWhileTheOrderMightStillBeShipped() {
            assertRefused(TIMED_OUT_WHILE_CONFIRMING, SKIP);
        }

        @ParameterizedTest
        @MethodSource("io.orderflow.saga.InterventionsTest#stepsBeforeDeliveryAndEnds")
        void isRefusedWhereItWouldDeliverWhatIsNotThere(List<SagaEvent> past) {
            assertRefused(past, SKIP);
        }
    }

    @Nested
    class Cancelling {

        @ParameterizedTest
        @MethodSource("io.orderflow.saga.InterventionsTest#stepsBeforeDelivery")
        void asksTheOrder(List<SagaEvent> past) {
            given(past).when(CANCEL).expectEvents(new CancellationRequested(ORDER, WHY));
        }

        @ParameterizedTest
        @MethodSource("io.orderflow.saga.InterventionsTest#stepsFromDeliveryOn")
        void isRefusedFromDeliveryOn(List<SagaEvent> past) {
            assertRefused(past, CANCEL);
        }
    }

    @Test
    void findsNoSagaWhereThereIsNone() {
        new AggregateTestFixture<>(OrderSaga.class).givenNoPriorActivity().when(RETRY)
                .expectException(AggregateNotFoundException.class);
    }

    @Test
    void needsAReasonOfBoundedLength() {
        for (String reason : new String[]{null, "", " ", "a".repeat(Intervention.MAX_REASON_LENGTH + 1)}) {
            assertThatThrownBy(() -> new RetryStep(ORDER, reason)).isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> new SkipStep(ORDER, reason)).isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> new CancelFulfilment(ORDER, reason)).isInstanceOf(InvalidValue.class);
        }
    }

    @Test
    void areTakenSoOftenAndAgainAfterProgressOrStalling() {
        List<SagaEvent> past = new ArrayList<>(DELIVERING);
        IntStream.range(1, Interventions.MAX_REQUESTS).forEach(time -> past.add(retried(SagaStep.DELIVERING)));
        given(past).when(RETRY).expectSuccessfulHandlerExecution();
        past.add(retried(SagaStep.DELIVERING));
        assertRefused(past, RETRY);
        past.add(new FulfilmentStalled(ORDER, SagaStep.DELIVERING));
        given(past).when(RETRY).expectSuccessfulHandlerExecution();
    }

    @Test
    void doNotRepeatACancellationWithoutAnEnd() {
        List<SagaEvent> past = new ArrayList<>(AWAITING);
        IntStream.range(0, Interventions.MAX_REQUESTS).forEach(time -> past.add(new CancellationRequested(ORDER, WHY)));
        assertRefused(past, CANCEL);
    }

    static Stream<List<SagaEvent>> stepsBeforeDelivery() {
        return Stream.of(RESERVING, AUTHORIZING, CONFIRMING, AWAITING);
    }

    static Stream<List<SagaEvent>> stepsFromDeliveryOn() {
        return Stream.of(DELIVERING, COMPLETED, CANCELLED_WHILE_AWAITING, COMPENSATED);
    }

    static Stream<List<SagaEvent>> stepsBeforeDeliveryAndEnds() {
        return Stream.of(RESERVING, AUTHORIZING, CONFIRMING, AWAITING, COMPLETED, COMPENSATED);
    }

    static Stream<List<SagaEvent>> stepsWithoutQuestions() {
        return Stream.of(COMPLETED, COMPENSATED);
    }

    private static StepRetried retried(SagaStep step) {
        return new StepRetried(ORDER, step, WHY);
    }

    private static void assertRefused(List<SagaEvent> past, Intervention intervention) {
        given(past).when(intervention).expectNoEvents().expectExceptionDetails(
                Matchers.<Refusal>predicate(refusal -> refusal.code() == ProblemCode.WRONG_STATE));
    }
}
