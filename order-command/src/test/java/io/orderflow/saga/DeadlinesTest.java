package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static io.orderflow.order.OrderFixture.placeOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ConfirmOrder;
import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.DeadlineEvent.FulfilmentStalled;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.RetryEvent.ConfirmationRetried;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.saga.Deadlines.Ask;
import io.orderflow.saga.SagaCommand.RecordOrderConfirmed;
import io.orderflow.saga.SagaCommand.RetryStep;
import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.scheduling.ScheduleToken;
import org.axonframework.test.eventscheduler.ScheduledItem;
import org.axonframework.test.eventscheduler.StubEventScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each step's deadline as the manager sets it, and what comes of it when it passes. */
class DeadlinesTest {

    private final ProcessInMemory process = new ProcessInMemory();

    @AfterEach
    void close() {
        process.close();
    }

    @Test
    void endAReservationThatIsNotAnswered() {
        process.stock().fallSilentAbout(POT);
        process.ask(placeOrder());
        process.run();

        assertDeadline(SagaStep.RESERVING_STOCK, Duration.ofSeconds(1));
        passDeadlines(Timeouts.MAX_ASKS - 1);
        assertNoCompensation();
        process.stock().speakAgain();
        assertCompensatedAfterTheDeadlineOf(SagaStep.RESERVING_STOCK);
    }

    @Test
    void endAnAuthorizationThatIsNotAnswered() {
        process.ask(placeOrder());
        runWithoutTheLedger();

        assertThat(process.commands()).hasAtLeastOneElementOfType(AuthorizePayment.class);
        assertDeadline(SagaStep.AUTHORIZING_PAYMENT, Duration.ofSeconds(2));
        for (int asked = 1; asked < Timeouts.MAX_ASKS; asked++) {
            process.passDeadline();
            runWithoutTheLedger();
            assertDeadline(SagaStep.AUTHORIZING_PAYMENT, Duration.ofSeconds(2));
        }
        assertNoCompensation();
        assertCompensatedAfterTheDeadlineOf(SagaStep.AUTHORIZING_PAYMENT);
    }

    @Test
    void repeatAConfirmationAndNeverGiveItUp() {
        process.swallowCommands(
                command -> command instanceof ConfirmOrder || command instanceof RecordOrderConfirmed);
        process.ask(placeOrder());
        process.run();
        assertDeadline(SagaStep.CONFIRMING_ORDER, Duration.ofSeconds(3));

        while (process.passDeadline()) {
            process.run();
        }

        assertNoCompensation();
        assertThat(process.sagaEvents()).filteredOn(ConfirmationRetried.class::isInstance)
                .hasSize(Timeouts.MAX_REPEATS);
        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentStalled(ORDER, SagaStep.CONFIRMING_ORDER));
        process.swallowCommands(command -> false);
        process.ask(new RetryStep(ORDER, "it was a bad day"));
        process.run();
        assertThat(process.sagaEvents()).last().isEqualTo(new ShipmentAwaited(ORDER));
    }

    @Test
    void doNotCountWhereNothingCouldAct() {
        process.stock().fallSilentAbout(POT);
        process.ask(placeOrder());
        process.run();
        process.interrupt(true);

        for (int pauses = 0; pauses < 2 * Timeouts.MAX_ASKS; pauses++) {
            process.passDeadline();
            process.run();
            assertDeadline(SagaStep.RESERVING_STOCK, Duration.ofSeconds(1));
        }

        assertNoCompensation();
        process.stock().speakAgain();
        process.passDeadline();
        process.run();
        assertThat(process.sagaEvents()).last().isEqualTo(new ShipmentAwaited(ORDER));
    }

    @Test
    void meanNothingForTheAskThatCameAfterTheirs() {
        process.stock().fallSilentAbout(POT);
        process.ask(placeOrder());
        process.run();
        Object deadline = process.scheduler().getScheduledItems().getFirst().getEvent().getPayload();

        process.ask(new RetryStep(ORDER, "try again"));
        process.happen(deadline);
        process.run();

        assertThat(process.sagaEvents()).doesNotHaveAnyElementsOfTypes(StepTimedOut.class);
    }

    @Test
    void doNotEndTheWaitForAShipment() {
        process.ask(placeOrder());
        process.run();

        assertThat(process.scheduler().getScheduledItems()).isEmpty();
    }

    @Test
    void repeatADeliveryLessAndLessOften() {
        process.ask(placeOrder());
        process.run();
        process.stock().fallSilentAbout(CUP);
        process.ask(new ShipOrder(ORDER, null, null));
        process.run();
        assertDeadline(SagaStep.DELIVERING, Duration.ofSeconds(4));

        for (int seconds : List.of(8, 16, 20, 20)) {
            process.passDeadline();
            process.run();
            assertDeadline(SagaStep.DELIVERING, Duration.ofSeconds(seconds));
        }
        assertThat(process.sagaEvents()).filteredOn(DeliveryRetried.class::isInstance).hasSize(4);
    }

    @Test
    void endWhereADeliveryWasAskedForOftenEnough() {
        process.ask(placeOrder());
        process.run();
        process.stock().fallSilentAbout(CUP);
        process.ask(new ShipOrder(ORDER, null, null));
        process.run();

        while (process.passDeadline()) {
            process.run();
        }

        assertThat(process.sagaEvents()).filteredOn(DeliveryRetried.class::isInstance).hasSize(Timeouts.MAX_REPEATS);
        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentStalled(ORDER, SagaStep.DELIVERING));

        process.stock().speakAgain();
        process.ask(new RetryStep(ORDER, "the warehouse is back"));
        process.run();
        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentCompleted(ORDER));
    }

    @Test
    void repeatAnUndo() {
        process.ask(placeOrder());
        process.run();
        process.stock().fallSilentAbout(CUP);
        process.ask(new CancelOrder(ORDER, "changed my mind"));
        process.run();

        assertDeadline(SagaStep.COMPENSATING, Duration.ofSeconds(5));
        process.stock().speakAgain();
        assertCompensatedAfterTheDeadlineOf(SagaStep.COMPENSATING);
    }

    @Test
    void areForgottenBeyondTheLimitAndThenNotCancelled() {
        StubEventScheduler scheduler = new StubEventScheduler();
        Deadlines deadlines = new Deadlines(scheduler, ProcessInMemory.SETTINGS);
        for (int order = 0; order <= Deadlines.MAX_REMEMBERED; order++) {
            deadlines.begin(ask("o" + order, 0));
        }

        deadlines.end(new OrderId("o0"));
        deadlines.end(new OrderId("o1"));

        assertThat(scheduler.getScheduledItems()).hasSize(Deadlines.MAX_REMEMBERED);
    }

    @Test
    void areLeftWhereTheyCannotBeCancelled() {
        StubEventScheduler scheduler = new StubEventScheduler() {

            @Override
            public void cancelSchedule(ScheduleToken token) {
                throw new IllegalStateException("It has passed already");
            }
        };
        Deadlines deadlines = new Deadlines(scheduler, ProcessInMemory.SETTINGS);

        deadlines.begin(ask("o1", 0));
        deadlines.begin(ask("o1", 3));

        assertThat(scheduler.getScheduledItems()).hasSize(2);
    }

    private static Ask ask(String order, long sequence) {
        return new Ask(new OrderId(order), SagaStep.RESERVING_STOCK, sequence);
    }

    private void passDeadlines(int count) {
        for (int passed = 0; passed < count; passed++) {
            process.passDeadline();
            process.run();
        }
    }

    private void assertNoCompensation() {
        assertThat(process.sagaEvents()).doesNotHaveAnyElementsOfTypes(CompensationStarted.class);
    }

    private void runWithoutTheLedger() {
        boolean moved = true;
        while (moved) {
            moved = process.handleNext();
        }
    }

    private void assertDeadline(SagaStep step, Duration timeout) {
        List<ScheduledItem> scheduled = process.scheduler().getScheduledItems();
        assertThat(scheduled).hasSize(1);
        assertThat(scheduled.getFirst().getEvent().getPayload())
                .isInstanceOfSatisfying(StepDeadlinePassed.class, deadline -> {
                    assertThat(deadline.step()).isEqualTo(step);
                    assertThat(process.sagaEvents().get(deadline.ask().intValue())).isInstanceOfAny(
                            FulfilmentStarted.class, StockSecured.class, PaymentSecured.class, DeliveryStarted.class,
                            CompensationStarted.class, RetryEvent.class);
                });
        assertThat(scheduled.getFirst().getScheduleTime())
                .isEqualTo(process.scheduler().getCurrentDateTime().plus(timeout));
    }

    private void assertCompensatedAfterTheDeadlineOf(SagaStep step) {
        process.passDeadline();
        process.run();

        assertThat(process.sagaEvents())
                .contains(new StepTimedOut(ORDER, step))
                .last()
                .isEqualTo(new FulfilmentCompensated(ORDER));
        assertThat(process.stock().holdsAnything()).isFalse();
        assertThat(process.payment().holdsNothing()).isTrue();
    }
}
