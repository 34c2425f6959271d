package io.orderflow.query.sagas;

import static io.orderflow.query.OrderFixture.ACCOUNT;
import static io.orderflow.query.OrderFixture.ORDER;
import static io.orderflow.query.OrderFixture.TOTAL;
import static io.orderflow.query.OrderFixture.fulfilmentStarted;
import static io.orderflow.query.OrderFixture.mugReserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.saga.DeadlineEvent.FulfilmentStalled;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.InterventionEvent.DeadlineCancelled;
import io.orderflow.api.saga.InterventionEvent.DeadlineMoved;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.RetryEvent.ConfirmationRetried;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.query.Story;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The deadline of a saga, folded from its events. */
class SagaDeadlineTest {

    private static final Instant LATER = Story.BEGIN.plusSeconds(3_600);

    @Test
    void isThatOfTheRequest() {
        Story story = Story.of(fulfilmentStarted(), mugReserved());

        assertDeadline(story, "o-1.0", story.time(0).plus(Story.TIMEOUT));
    }

    @Test
    void isThatOfTheRequestWhichWasMadeLast() {
        Story story = Story.of(fulfilmentStarted(), new StepTimedOut(ORDER, SagaStep.RESERVING_STOCK),
                new ReservationRetried(ORDER, List.of()));

        assertDeadline(story, "o-1.2", story.time(2).plus(Story.TIMEOUT));
    }

    @Test
    void keepsItsNameWhenItIsMovedAndTellsWhenItWasAndWhy() {
        Story story = Story.of(fulfilmentStarted(),
                new DeadlineMoved(ORDER, SagaStep.RESERVING_STOCK, 0, LATER, "the stock is slow"));

        assertThat(saga(story).deadline()).isEqualTo(new SagaDeadline("o-1.0", LATER, story.time(1),
                story.time(0).plus(Story.TIMEOUT), "the stock is slow"));
        assertThat(saga(story).until()).isEqualTo(LATER);
    }

    @Test
    void isForgottenWhenItIsCancelledUntilTheRequestIsRepeated() {
        Story story = Story.of(fulfilmentStarted(),
                new DeadlineCancelled(ORDER, SagaStep.RESERVING_STOCK, 0, "they know"));
        assertNoDeadline(story);

        story.then(new StepRetried(ORDER, SagaStep.RESERVING_STOCK, "again"),
                new ReservationRetried(ORDER, List.of()));
        assertDeadline(story, "o-1.3", story.time(3).plus(Story.TIMEOUT));
    }

    @Test
    void endsWithItsStepAndWhereTheSagaAsksNoMore() {
        assertNoDeadline(Story.of(fulfilmentStarted(), new ShipmentAwaited(ORDER)));
        assertNoDeadline(Story.of(fulfilmentStarted(), new FulfilmentStalled(ORDER, SagaStep.RESERVING_STOCK)));
    }

    @Test
    void isNotKnownOfARequestFromBeforeItWasToldUntilItIsMoved() {
        Story story = Story.of(fulfilmentStarted(), new StockSecured(ORDER, ACCOUNT, TOTAL));
        assertNoDeadline(story);
        assertNoDeadline(Story.of(fulfilmentStarted(), new PaymentSecured(ORDER), new ConfirmationRetried(ORDER)));

        story.then(new DeadlineMoved(ORDER, SagaStep.AUTHORIZING_PAYMENT, 1, LATER, "the bank called"));
        assertThat(saga(story).deadline())
                .isEqualTo(new SagaDeadline("o-1.1", LATER, story.time(2), null, "the bank called"));
    }

    @Test
    void isListedWithWhatItIsFor() {
        Story story = Story.of(fulfilmentStarted());

        assertThat(DeadlineItem.of(withPosition(saga(story), 7))).isEqualTo(new DeadlineItem("o-1.0",
                DeadlineItem.Kind.SAGA_STEP, "o-1", SagaStep.RESERVING_STOCK, story.time(0).plus(Story.TIMEOUT),
                story.time(0), null, null, 0, 7));
    }

    private static SagaView withPosition(SagaView saga, long position) {
        return new SagaView(saga.orderId(), saga.step(), saga.waitingFor(), saga.since(), saga.startedAt(),
                saga.changedAt(), saga.progressAt(), saga.payment(), saga.unanswered(), saga.stalled(), saga.until(),
                saga.deadline(), saga.timeline(), saga.version(), position);
    }

    private static void assertDeadline(Story story, String id, Instant due) {
        assertThat(saga(story).deadline()).extracting(SagaDeadline::deadlineId, SagaDeadline::due)
                .containsExactly(id, due);
        assertThat(saga(story).until()).isEqualTo(due);
    }

    private static void assertNoDeadline(Story story) {
        assertThat(saga(story).deadline()).isNull();
        assertThat(saga(story).until()).isNull();
    }

    private static SagaView saga(Story story) {
        return story.foldedBy(new SagasProjection());
    }
}
