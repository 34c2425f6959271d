package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.LINES;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static io.orderflow.order.OrderFixture.placeOrder;
import static io.orderflow.saga.SagaFixture.AUTHORIZING;
import static io.orderflow.saga.SagaFixture.AWAITING;
import static io.orderflow.saga.SagaFixture.COMPLETED;
import static io.orderflow.saga.SagaFixture.DELIVERING;
import static io.orderflow.saga.SagaFixture.RESERVING;
import static io.orderflow.saga.SagaFixture.and;
import static io.orderflow.saga.SagaFixture.given;
import static io.orderflow.saga.SagaFixture.lineReserved;
import static io.orderflow.saga.SagaFixture.timeoutOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.saga.DeadlineEvent.FulfilmentStalled;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.InterventionEvent.DeadlineCancelled;
import io.orderflow.api.saga.InterventionEvent.DeadlineMoved;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.saga.SagaCommand.CancelDeadline;
import io.orderflow.saga.SagaCommand.MoveDeadline;
import io.orderflow.saga.SagaCommand.RecordStepTimeout;
import io.orderflow.saga.SagaCommand.RetryStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** An operator moves or cancels the deadline of a request. */
class DeadlineChangesTest {

    private static final String WHY = "the warehouse called";
    /** The fixtures of aggregates have the time of the machine. */
    private static final Instant NOW = Instant.now();
    private static final Instant LATER = NOW.plusSeconds(3_600);
    private static final MoveDeadline MOVE = new MoveDeadline(ORDER, 0, LATER, WHY);
    private static final CancelDeadline CANCEL = new CancelDeadline(ORDER, 0, WHY);
    private static final DeadlineMoved MOVED = new DeadlineMoved(ORDER, SagaStep.RESERVING_STOCK, 0, LATER, WHY);
    private static final DeadlineCancelled CANCELLED = new DeadlineCancelled(ORDER, SagaStep.RESERVING_STOCK, 0, WHY);

    private final Clock clock = GenericEventMessage.clock;

    @BeforeEach
    void stopTheClock() {
        GenericEventMessage.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @AfterEach
    void startTheClock() {
        GenericEventMessage.clock = clock;
    }

    @Nested
    class TheSaga {

        @Test
        void recordsWhatIsChangedAndWhy() {
            given(RESERVING, lineReserved(CUP)).when(MOVE).expectEvents(MOVED);
            given(RESERVING, lineReserved(CUP)).when(CANCEL).expectEvents(CANCELLED);
            given(DELIVERING).when(new MoveDeadline(ORDER, 6, LATER, WHY)).expectEvents(
                    new DeadlineMoved(ORDER, SagaStep.DELIVERING, 6, LATER, WHY));
        }

        @Test
        void ignoresTheEarlierTimeOfAMovedDeadlineAndHeedsTheLater() {
            List<SagaEvent> moved = and(RESERVING, MOVED, lineReserved(CUP));
            given(moved).when(timeoutOf(SagaStep.RESERVING_STOCK, RESERVING)).expectNoEvents();
            given(moved).when(new RecordStepTimeout(ORDER, SagaStep.RESERVING_STOCK, null, false)).expectNoEvents();
            given(moved).when(timeoutOf(SagaStep.RESERVING_STOCK, and(RESERVING, MOVED))).expectEvents(
                    new StepTimedOut(ORDER, SagaStep.RESERVING_STOCK),
                    new ReservationRetried(ORDER, List.of(LINES.get(1))));
        }

        @Test
        void ignoresEveryTimeOfACancelledDeadlineUntilItAsksAgain() {
            List<SagaEvent> cancelled = and(RESERVING, MOVED, CANCELLED);
            for (long number = 0; number < cancelled.size(); number++) {
                given(cancelled).when(new RecordStepTimeout(ORDER, SagaStep.RESERVING_STOCK, number, false))
                        .expectNoEvents();
            }
            List<SagaEvent> again = and(cancelled, new ReservationRetried(ORDER, LINES));
            given(again).when(timeoutOf(SagaStep.RESERVING_STOCK, again)).expectEvents(
                    new StepTimedOut(ORDER, SagaStep.RESERVING_STOCK), new ReservationRetried(ORDER, LINES));
        }

        @Test
        void takesFurtherChangesOfTheSameDeadline() {
            given(RESERVING, MOVED).when(MOVE).expectEvents(MOVED);
            given(RESERVING, MOVED).when(CANCEL).expectEvents(CANCELLED);
        }

        @Test
        void refusesAChangeOfADeadlineThatIsOver() {
            List<SagaEvent> timedOut = and(RESERVING, new StepTimedOut(ORDER, SagaStep.RESERVING_STOCK),
                    new ReservationRetried(ORDER, LINES));
            given(timedOut).when(MOVE).expectException(DeadlineOver.class)
                    .expectExceptionMessage("Deadline o1.0 has passed, was cancelled, or its request is answered: saga "
                            + "o1 is at RESERVING_STOCK, and waits until deadline o1.2");
            given(RESERVING, CANCELLED).when(CANCEL).expectException(DeadlineOver.class)
                    .expectExceptionMessage("Deadline o1.0 has passed, was cancelled, or its request is answered: saga "
                            + "o1 is at RESERVING_STOCK, and has no deadline now");
            given(RESERVING, CANCELLED).when(MOVE).expectException(DeadlineOver.class);
            given(AUTHORIZING).when(CANCEL).expectException(DeadlineOver.class);
            given(AWAITING).when(new CancelDeadline(ORDER, 4, WHY)).expectException(DeadlineOver.class);
            given(COMPLETED).when(new CancelDeadline(ORDER, 6, WHY)).expectException(DeadlineOver.class);
            given(DELIVERING, new FulfilmentStalled(ORDER, SagaStep.DELIVERING))
                    .when(new MoveDeadline(ORDER, 6, LATER, WHY)).expectException(DeadlineOver.class);
        }

        @Test
        void refusesAMomentThatIsNotToComeOrIsTooFarAway() {
            for (Instant moment : List.of(NOW, NOW.minusSeconds(1), NOW.plus(Duration.ofDays(367)))) {
                given(RESERVING).when(new MoveDeadline(ORDER, 0, moment, WHY)).expectException(InvalidValue.class);
            }
        }

        @Test
        void refusesMoreRequestsWithoutProgressThanItTakes() {
            given(and(RESERVING, Collections.nCopies(Interventions.MAX_REQUESTS, MOVED).toArray(SagaEvent[]::new)))
                    .when(MOVE)
                    .expectException(TooManyRequests.class);
        }

        @Test
        void needsAReason() {
            assertThatThrownBy(() -> new MoveDeadline(ORDER, 0, LATER, " ")).isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> new CancelDeadline(ORDER, 0, " ")).isInstanceOf(InvalidValue.class);
        }
    }

    @Nested
    class TheProcess {

        private final ProcessInMemory process = new ProcessInMemory();

        @BeforeEach
        void waitForTheStock() {
            process.stock().fallSilentAbout(POT);
            process.ask(placeOrder());
            process.run();
        }

        @AfterEach
        void close() {
            process.close();
        }

        @Test
        void waitsUntilTheLaterTimeAlsoWhereTheEarlierComes() {
            Object earlier = scheduled();
            process.ask(MOVE);
            process.run();

            process.happen(earlier);
            process.run();
            assertThat(timeouts()).isZero();
            assertThat(scheduled()).isEqualTo(new StepDeadlinePassed(ORDER, SagaStep.RESERVING_STOCK, 2L, NOW));
            assertThat(process.scheduler().getScheduledItems().getFirst().getScheduleTime())
                    .isEqualTo(process.scheduler().getCurrentDateTime().plusSeconds(3_600));

            process.passDeadline();
            process.run();
            assertThat(timeouts()).isOne();
        }

        /** The deadline is in the log already when the operator moves it, and the manager handles it afterwards. */
        @Test
        void waitsOnWhereItIsMovedBeforeTheManagerHasSeenThatItPassed() {
            process.happen(scheduled());
            process.ask(MOVE);
            process.run();

            assertThat(timeouts()).isZero();
            process.stock().speakAgain();
            process.passDeadline();
            process.run();
            assertThat(process.sagaEvents()).last().isEqualTo(new ShipmentAwaited(ORDER));
        }

        @Test
        void setsOneDeadlineThatCountsWhereAMoveIsHandledTwice() {
            process.ask(MOVE);
            process.run();
            process.stepBack(1);
            process.run();

            while (timeouts() == 0) {
                assertThat(process.passDeadline()).isTrue();
                process.run();
            }
            Object repeated = new StepDeadlinePassed(ORDER, SagaStep.RESERVING_STOCK, 2L, NOW);
            process.happen(repeated);
            process.run();
            assertThat(timeouts()).isOne();
        }

        @Test
        void waitsWithoutEndAfterACancellationUntilItIsRetried() {
            process.ask(CANCEL);
            process.run();
            assertThat(process.scheduler().getScheduledItems()).isEmpty();

            process.ask(new RetryStep(ORDER, WHY));
            process.run();
            assertThat(process.scheduler().getScheduledItems()).hasSize(1);
            process.passDeadline();
            process.run();
            assertThat(timeouts()).isOne();
        }

        private Object scheduled() {
            return process.scheduler().getScheduledItems().getFirst().getEvent().getPayload();
        }

        private long timeouts() {
            return process.sagaEvents().stream().filter(StepTimedOut.class::isInstance).count();
        }
    }
}
