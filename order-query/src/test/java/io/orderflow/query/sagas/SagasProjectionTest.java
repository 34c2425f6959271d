package io.orderflow.query.sagas;

import static io.orderflow.query.OrderFixture.ACCOUNT;
import static io.orderflow.query.OrderFixture.LINES;
import static io.orderflow.query.OrderFixture.MUG;
import static io.orderflow.query.OrderFixture.ORDER;
import static io.orderflow.query.OrderFixture.PAYMENT;
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
import io.orderflow.api.payment.PaymentEvent.PaymentAskedAgain;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import io.orderflow.api.payment.PaymentStatus;
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
import io.orderflow.query.OrderFixture;
import io.orderflow.query.Story;
import io.orderflow.query.sagas.SagaView.Moment;
import io.orderflow.query.sagas.SagaView.PaymentWait;
import io.orderflow.service.message.MessageTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SagasProjectionTest {

    @Test
    void showsTheLastMomentsOfALongProcess() {
        Object[] events = Stream.concat(Stream.of(fulfilmentStarted()), IntStream.range(0, 1_000)
                .mapToObj(time -> new StepRetried(OrderFixture.ORDER, SagaStep.RESERVING_STOCK, "attempt " + time)))
                .toArray();
        SagaView saga = Story.of(events).foldedBy(new SagasProjection());
        assertThat(saga.timeline()).hasSize(SagaView.TIMELINE);
        assertThat(saga.timeline().getLast().reason()).isEqualTo("attempt 999");
    }

    @Test
    void beginsWithTheFulfilment() {
        // given
        Story story = Story.of(fulfilmentStarted());
        // when
        SagaView saga = story.foldedBy(new SagasProjection());
        // then
        assertThat(saga).isEqualTo(new SagaView("o-1", SagaStep.RESERVING_STOCK, List.of("stock:MUG", "stock:PEN"),
                story.time(0), story.time(0), story.time(0), story.time(0), null, true, false,
                story.time(0).plus(Story.TIMEOUT),
                new SagaDeadline("o-1.0", story.time(0).plus(Story.TIMEOUT), story.time(0), null, null),
                List.of(new Moment("saga.fulfilment-started", story.time(0), "MUG, PEN", null, null)),
                0, null));
    }

    @Test
    void goesOnWithItsNextEvents() {
        // given
        Story story = Story.of(fulfilmentStarted(), mugReserved(), new StockSecured(ORDER, ACCOUNT, TOTAL));
        // when
        SagaView saga = story.foldedBy(new SagasProjection());
        // then
        assertThat(saga.step()).isEqualTo(SagaStep.AUTHORIZING_PAYMENT);
        assertThat(saga.waitingFor()).containsExactly("payment");
        assertThat(saga.startedAt()).isEqualTo(story.time(0));
        assertThat(saga.since()).isEqualTo(story.time(2));
        assertThat(saga.changedAt()).isEqualTo(story.time(2));
        assertThat(saga.version()).isEqualTo(2);
        assertThat(saga.timeline()).extracting(Moment::type).containsExactly("saga.fulfilment-started",
                "saga.line-reserved", "saga.stock-secured");
    }

    @ParameterizedTest
    @MethodSource("details")
    void saysWhatEachEventTells(SagaEvent event, String detail) {
        assertThat(Story.of(fulfilmentStarted(), event).foldedBy(new SagasProjection()).timeline().get(1).detail())
                .isEqualTo(detail);
    }

    @ParameterizedTest
    @MethodSource("details")
    void beginsWithAnyEventThatComesFirst(SagaEvent event, String detail) {
        SagaView saga = Story.of(event).foldedBy(new SagasProjection());

        assertThat(saga.orderId()).isEqualTo("o-1");
        assertThat(saga.timeline()).extracting(Moment::detail).containsExactly(detail);
    }

    static Stream<Arguments> details() {
        List<Arguments> cases = new ArrayList<>();
        cases.add(arguments(fulfilmentStarted(), "MUG, PEN"));
        cases.add(arguments(mugReserved(), "MUG"));
        cases.add(arguments(new LineRefused(ORDER, MUG, StockRefusal.OUT_OF_STOCK), "MUG: OUT_OF_STOCK"));
        cases.add(arguments(new StockSecured(ORDER, ACCOUNT, TOTAL), "18.00 USD"));
        cases.add(arguments(new PaymentSecured(ORDER), null));
        cases.add(arguments(new PaymentRefused(ORDER, HoldRefusal.ACCOUNT_CLOSED), "ACCOUNT_CLOSED"));
        cases.add(arguments(new ShipmentAwaited(ORDER), null));
        cases.add(arguments(deliveryStarted(), "MUG, PEN"));
        cases.add(arguments(new LineDispatched(ORDER, MUG), "MUG"));
        cases.add(arguments(new PaymentCollected(ORDER), null));
        cases.add(arguments(new FulfilmentCompleted(ORDER), null));
        cases.add(arguments(new StepTimedOut(ORDER, SagaStep.DELIVERING), "DELIVERING"));
        cases.add(arguments(new DeliveryRetried(ORDER, List.of(PEN), true), "PEN, payment"));
        cases.add(arguments(compensationStarted(null), "cancelled; MUG, PEN, payment"));
        cases.add(arguments(new CompensationRetried(ORDER, RejectionReason.TIMED_OUT, List.of(), false),
                "TIMED_OUT; nothing outstanding"));
        cases.add(arguments(new LateReservationFound(ORDER, MUG, null), "MUG"));
        cases.add(arguments(new LineReleased(ORDER, MUG), "MUG"));
        cases.add(arguments(new PaymentReturned(ORDER), null));
        cases.add(arguments(new RejectionRecorded(ORDER), null));
        cases.add(arguments(new FulfilmentCompensated(ORDER), null));
        cases.add(arguments(new ReservationRetried(ORDER, LINES), "MUG, PEN"));
        cases.add(arguments(new AuthorizationRetried(ORDER, ACCOUNT, TOTAL), "18.00 USD"));
        cases.add(arguments(new ConfirmationRetried(ORDER), null));
        cases.add(arguments(new ShipmentInquired(ORDER), null));
        cases.add(arguments(new FulfilmentStalled(ORDER, SagaStep.DELIVERING), "DELIVERING"));
        cases.add(arguments(new StepRetried(ORDER, SagaStep.DELIVERING, "why not"), "DELIVERING"));
        cases.add(arguments(new DeadlineMoved(ORDER, SagaStep.DELIVERING, 4, Story.BEGIN, "the carrier is late"),
                "DELIVERING: until 2026-11-22T23:59:50Z"));
        cases.add(arguments(new DeadlineCancelled(ORDER, SagaStep.DELIVERING, 4, "the carrier is late"),
                "DELIVERING"));
        cases.add(arguments(new StepSkipped(ORDER, SagaStep.DELIVERING, List.of(PEN), true, "lost"),
                "DELIVERING: PEN, payment"));
        cases.add(arguments(new CancellationRequested(ORDER, "no hope"), null));
        cases.add(arguments(new CancellationRefused(ORDER, "it has been shipped"), "it has been shipped"));
        cases.add(arguments(new DeadlineExtended(ORDER, SagaStep.RESERVING_STOCK), "RESERVING_STOCK"));
        return cases.stream();
    }

    /** A new event of the saga must be in the list above. */
    @Test
    void isTestedWithEveryEventOfTheSaga() {
        assertThat(details().<Class<?>>map(event -> event.get()[0].getClass()))
                .containsExactlyInAnyOrderElementsOf(MessageTypes.of(List.of(SagaEvent.class)).all());
    }

    @Test
    void makesNoProgressByAskingAgain() {
        // given
        Story story = Story.of(fulfilmentStarted(), deliveryStarted(), new StepTimedOut(ORDER, SagaStep.DELIVERING),
                new DeliveryRetried(ORDER, List.of(MUG, PEN), true),
                new StepRetried(ORDER, SagaStep.DELIVERING, "the carrier says it is gone"),
                new DeliveryRetried(ORDER, List.of(MUG, PEN), true));
        // when
        SagaView saga = story.foldedBy(new SagasProjection());
        // then
        assertThat(saga.progressAt()).isEqualTo(story.time(1));
        assertThat(saga.changedAt()).isEqualTo(story.time(5));
    }

    @Test
    void isOwedTheAnswersThatItsPaymentWaitsForAlsoAfterTheEnd() {
        Story story = Story.of(fulfilmentStarted(), new FulfilmentCompleted(ORDER));
        assertThat(story.foldedBy(new SagasProjection()).unanswered()).isFalse();

        story.then(new PaymentRefundRequested(PAYMENT, ORDER, ACCOUNT, TOTAL),
                new PaymentAskedAgain(PAYMENT, ORDER, ACCOUNT, TOTAL, PaymentStatus.REFUNDING));

        SagaView saga = story.foldedBy(new SagasProjection());
        assertThat(saga.unanswered()).isTrue();
        assertThat(saga.payment()).isEqualTo(new PaymentWait(PaymentStatus.REFUNDING, story.time(2)));
        assertThat(saga.progressAt()).isEqualTo(story.time(2));
        assertThat(saga.step()).isEqualTo(SagaStep.COMPLETED);
        story.then(new PaymentRefunded(PAYMENT, ORDER));
        assertThat(story.foldedBy(new SagasProjection()).unanswered()).isFalse();
        assertThat(story.foldedBy(new SagasProjection()).payment()).isNull();
    }

    @Test
    void isStalledUntilAnOperatorHasItTriedAgain() {
        Story stalled = Story.of(fulfilmentStarted(), deliveryStarted(),
                new FulfilmentStalled(ORDER, SagaStep.DELIVERING));
        Story retried = Story.of(fulfilmentStarted(), deliveryStarted(),
                new FulfilmentStalled(ORDER, SagaStep.DELIVERING),
                new StepRetried(ORDER, SagaStep.DELIVERING, "again"));

        assertThat(stalled.foldedBy(new SagasProjection()).stalled()).isTrue();
        assertThat(retried.foldedBy(new SagasProjection()).stalled()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("stepsAfterTheConfirmation")
    void isNotStalledAnyMoreWhereItGoesOnByItself(SagaEvent event) {
        Story story = Story.of(fulfilmentStarted(), new PaymentSecured(ORDER),
                new FulfilmentStalled(ORDER, SagaStep.CONFIRMING_ORDER), event);

        assertThat(story.foldedBy(new SagasProjection()).stalled()).isFalse();
    }

    static Stream<SagaEvent> stepsAfterTheConfirmation() {
        return Stream.of(new ShipmentAwaited(ORDER), deliveryStarted(), compensationStarted(null));
    }

    @Test
    void staysStalledWhereALateAnswerLeavesItInItsStep() {
        Story story = Story.of(fulfilmentStarted(), deliveryStarted(),
                new FulfilmentStalled(ORDER, SagaStep.DELIVERING), new PaymentCollected(ORDER));

        assertThat(story.foldedBy(new SagasProjection()).stalled()).isTrue();
    }

    @Test
    void showsWhatAnOperatorDidAndWhyAndWho() {
        Story story = Story.of(new StepSkipped(ORDER, SagaStep.DELIVERING, List.of(PEN), false, "lost"));

        Moment moment = story.foldedBy(new SagasProjection()).timeline().getFirst();

        assertThat(moment.reason()).isEqualTo("lost");
        assertThat(moment.actor()).isEqualTo("anna");
    }

    @Test
    void isMadeOfTheStreamsOfTheSagaAndItsPayment() {
        assertThat(new SagasProjection().streamsOf("o-1")).containsExactly("saga:o-1", "payment:o-1");
    }
}
