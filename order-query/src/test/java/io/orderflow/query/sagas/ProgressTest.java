package io.orderflow.query.sagas;

import static io.orderflow.api.saga.SagaStep.AUTHORIZING_PAYMENT;
import static io.orderflow.api.saga.SagaStep.AWAITING_SHIPMENT;
import static io.orderflow.api.saga.SagaStep.COMPENSATED;
import static io.orderflow.api.saga.SagaStep.COMPENSATING;
import static io.orderflow.api.saga.SagaStep.COMPLETED;
import static io.orderflow.api.saga.SagaStep.CONFIRMING_ORDER;
import static io.orderflow.api.saga.SagaStep.DELIVERING;
import static io.orderflow.api.saga.SagaStep.RESERVING_STOCK;
import static io.orderflow.query.OrderFixture.ACCOUNT;
import static io.orderflow.query.OrderFixture.MUG;
import static io.orderflow.query.OrderFixture.ORDER;
import static io.orderflow.query.OrderFixture.PEN;
import static io.orderflow.query.OrderFixture.TOTAL;
import static io.orderflow.query.OrderFixture.compensationStarted;
import static io.orderflow.query.OrderFixture.deliveryStarted;
import static io.orderflow.query.OrderFixture.fulfilmentStarted;
import static io.orderflow.query.OrderFixture.mugReserved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.CompensationEvent.RejectionRecorded;
import io.orderflow.api.saga.DeadlineEvent.DeadlineExtended;
import io.orderflow.api.saga.DeadlineEvent.FulfilmentStalled;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.LineDispatched;
import io.orderflow.api.saga.FulfilmentEvent.LineRefused;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.FulfilmentEvent.PaymentRefused;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.InterventionEvent.CancellationRefused;
import io.orderflow.api.saga.InterventionEvent.CancellationRequested;
import io.orderflow.api.saga.InterventionEvent.DeadlineCancelled;
import io.orderflow.api.saga.InterventionEvent.DeadlineMoved;
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
import io.orderflow.api.stock.StockRefusal;
import io.orderflow.service.message.MessageTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProgressTest {

    private static final Instant BEFORE = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");

    @ParameterizedTest
    @MethodSource("stepsThatBegin")
    void entersAStepFromAnyOther(SagaEvent event, SagaStep step, List<String> waitingFor) {
        SagaStep another = step == COMPLETED ? DELIVERING : COMPLETED;

        Progress progress = Progress.after(new Progress(another, List.of("payment", "stock:OTHER"), BEFORE), event,
                NOW);

        assertThat(progress).isEqualTo(new Progress(step, waitingFor, NOW));
    }

    @ParameterizedTest
    @MethodSource("stepsThatBegin")
    void entersAStepFromNowhere(SagaEvent event, SagaStep step, List<String> waitingFor) {
        assertThat(Progress.after(null, event, NOW)).isEqualTo(new Progress(step, waitingFor, NOW));
    }

    static Stream<Arguments> stepsThatBegin() {
        List<Arguments> cases = new ArrayList<>();
        cases.add(arguments(fulfilmentStarted(), RESERVING_STOCK, List.of("stock:MUG", "stock:PEN")));
        cases.add(arguments(new StockSecured(ORDER, ACCOUNT, TOTAL), AUTHORIZING_PAYMENT, List.of("payment")));
        cases.add(arguments(new PaymentSecured(ORDER), CONFIRMING_ORDER, List.of("confirmation")));
        cases.add(arguments(new ShipmentAwaited(ORDER), AWAITING_SHIPMENT, List.of("shipment")));
        cases.add(arguments(deliveryStarted(), DELIVERING, List.of("stock:MUG", "stock:PEN", "payment")));
        cases.add(arguments(compensationStarted(RejectionReason.TIMED_OUT), COMPENSATING,
                List.of("stock:MUG", "stock:PEN", "payment", "rejection")));
        cases.add(arguments(compensationStarted(null), COMPENSATING, List.of("stock:MUG", "stock:PEN", "payment")));
        cases.add(arguments(new FulfilmentCompleted(ORDER), COMPLETED, List.of()));
        cases.add(arguments(new FulfilmentCompensated(ORDER), COMPENSATED, List.of()));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("stepsTriedAgain")
    void staysSinceItsBeginningInAStepThatIsTriedAgain(SagaEvent event, SagaStep step, List<String> waitingFor) {
        Progress progress = Progress.after(new Progress(step, List.of("stock:MUG"), BEFORE), event, NOW);

        assertThat(progress).isEqualTo(new Progress(step, waitingFor, BEFORE));
    }

    @ParameterizedTest
    @MethodSource("stepsTriedAgain")
    void standsAtAStepOfWhichOnlyTheRetryIsKnown(SagaEvent event, SagaStep step, List<String> waitingFor) {
        assertThat(Progress.after(null, event, NOW)).isEqualTo(new Progress(step, waitingFor, NOW));
    }

    static Stream<Arguments> stepsTriedAgain() {
        return Stream.of(
                Arguments.of(new DeliveryRetried(ORDER, List.of(PEN), false), DELIVERING, List.of("stock:PEN")),
                Arguments.of(new DeliveryRetried(ORDER, List.of(), true), DELIVERING, List.of("payment")), Arguments.of(
                        new CompensationRetried(ORDER, RejectionReason.OUT_OF_STOCK, List.of(PEN), false), COMPENSATING,
                        List.of("stock:PEN", "rejection")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void waitsNoLongerForWhatWasAnswered(SagaEvent answer, String awaited) {
        Progress waiting = new Progress(DELIVERING, List.of("something", awaited), BEFORE);

        assertThat(Progress.after(waiting, answer, NOW))
                .isEqualTo(new Progress(DELIVERING, List.of("something"), BEFORE));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void standsAtTheFirstStepWhereOnlyAnAnswerIsKnown(SagaEvent answer, String awaited) {
        assertThat(Progress.after(null, answer, NOW)).isEqualTo(new Progress(RESERVING_STOCK, List.of(), NOW));
    }

    static Stream<Arguments> answers() {
        List<Arguments> cases = new ArrayList<>();
        cases.add(arguments(mugReserved(), "stock:MUG"));
        cases.add(arguments(new LineRefused(ORDER, MUG, StockRefusal.OUT_OF_STOCK), "stock:MUG"));
        cases.add(arguments(new PaymentRefused(ORDER, HoldRefusal.ACCOUNT_CLOSED), "payment"));
        cases.add(arguments(new LineDispatched(ORDER, MUG), "stock:MUG"));
        cases.add(arguments(new PaymentCollected(ORDER), "payment"));
        cases.add(arguments(new LineReleased(ORDER, MUG), "stock:MUG"));
        cases.add(arguments(new PaymentReturned(ORDER), "payment"));
        cases.add(arguments(new RejectionRecorded(ORDER), "rejection"));
        return cases.stream();
    }

    @Test
    void waitsForTheReleaseOfALineThatTurnsOutReservedDuringCompensation() {
        Progress waiting = new Progress(COMPENSATING, List.of("stock:MUG"), BEFORE);

        assertThat(Progress.after(waiting, mugReserved(), NOW)).isEqualTo(waiting);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPENSATING", "COMPENSATED", "DELIVERING", "COMPLETED"})
    void doesNotWaitForWhatIsReservedLate(SagaStep step) {
        Progress waiting = new Progress(step, List.of("payment"), BEFORE);

        assertThat(Progress.after(waiting, new LateReservationFound(ORDER, MUG, null), NOW)).isEqualTo(waiting);
    }

    @Test
    void goesOnWaitingWhenAStepsTimeRunsOut() {
        Progress waiting = new Progress(AUTHORIZING_PAYMENT, List.of("payment"), BEFORE);

        assertThat(Progress.after(waiting, new StepTimedOut(ORDER, AUTHORIZING_PAYMENT), NOW)).isEqualTo(waiting);
    }

    @ParameterizedTest
    @MethodSource("thoseThatChangeNothing")
    void goesOnWaitingWhateverIsAskedForAgainOrWished(SagaEvent event) {
        Progress waiting = new Progress(DELIVERING, List.of("payment"), BEFORE);

        assertThat(Progress.after(waiting, event, NOW)).isEqualTo(waiting);
    }

    static Stream<SagaEvent> thoseThatChangeNothing() {
        return Stream.of(new ReservationRetried(ORDER, List.of()), new AuthorizationRetried(ORDER, ACCOUNT, TOTAL),
                new ConfirmationRetried(ORDER), new ShipmentInquired(ORDER), new FulfilmentStalled(ORDER, DELIVERING),
                new StepRetried(ORDER, DELIVERING, "why not"),
                new StepSkipped(ORDER, DELIVERING, List.of(PEN), true, "lost"),
                new DeadlineMoved(ORDER, DELIVERING, 4, NOW, "they are slow"),
                new DeadlineCancelled(ORDER, DELIVERING, 4, "they know"),
                new CancellationRequested(ORDER, "no hope"), new CancellationRefused(ORDER, "it has been shipped"),
                new DeadlineExtended(ORDER, SagaStep.AUTHORIZING_PAYMENT));
    }

    /** A new event of the saga must be in the list above. */
    @Test
    void isTestedWithEveryEventOfTheSaga() {
        Stream<Class<?>> tested = Stream.of(stepsThatBegin(), stepsTriedAgain(), answers())
                .flatMap(cases -> cases)
                .map(event -> event.get()[0].getClass());
        Stream<Class<?>> alone = Stream.concat(Stream.of(LateReservationFound.class, StepTimedOut.class),
                thoseThatChangeNothing().map(Object::getClass));

        assertThat(Stream.concat(tested, alone).distinct())
                .containsExactlyInAnyOrderElementsOf(MessageTypes.of(List.of(SagaEvent.class)).all());
    }
}
