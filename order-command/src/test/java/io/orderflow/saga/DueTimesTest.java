package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.placeOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.StepDeadlinePassed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.test.eventscheduler.ScheduledItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every event of a saga for which a deadline is set tells when it passes, and no other event does. */
class DueTimesTest {

    private final ProcessInMemory process = new ProcessInMemory();
    private final List<String> timeouts = new ArrayList<>();

    @AfterEach
    void close() {
        process.close();
    }

    @Test
    void areThoseThatAreScheduledOnTheWayForward() {
        process.ask(placeOrder());
        runAndNoteDeadlines();
        process.stock().fallSilentAbout(CUP);
        process.ask(new ShipOrder(ORDER, null, null));
        runAndNoteDeadlines();
        passDeadlines(4);

        assertThat(timeouts).hasSizeGreaterThan(6);
        assertDueTimesAreWhatWasScheduled();
    }

    @Test
    void areThoseThatAreScheduledOnTheWayBack() {
        process.stock().fallSilentAbout(CUP);
        process.ask(placeOrder());
        runAndNoteDeadlines();
        passDeadlines(1);
        process.ask(new CancelOrder(ORDER, "changed my mind"));
        runAndNoteDeadlines();
        passDeadlines(2);

        assertThat(timeouts).hasSizeGreaterThan(4);
        assertDueTimesAreWhatWasScheduled();
    }

    private void assertDueTimesAreWhatWasScheduled() {
        List<? extends EventMessage<?>> saga = process.log()
                .stream()
                .filter(event -> event.getPayload() instanceof SagaEvent)
                .toList();
        List<String> told = new ArrayList<>();
        for (int number = 0; number < saga.size(); number++) {
            if (saga.get(number).getMetaData().get(SagaEvent.DUE) instanceof String due) {
                told.add(number + " " + Duration.between(saga.get(number).getTimestamp(), Instant.parse(due)));
            }
        }
        assertThat(told).containsExactlyElementsOf(timeouts.stream().distinct().toList());
    }

    private void passDeadlines(int count) {
        for (int passed = 0; passed < count; passed++) {
            process.passDeadline();
            runAndNoteDeadlines();
        }
    }

    private void runAndNoteDeadlines() {
        boolean moved = true;
        while (moved) {
            moved = process.handleNextOrAnswer();
            process.scheduler().getScheduledItems().forEach(this::note);
        }
    }

    private void note(ScheduledItem item) {
        StepDeadlinePassed deadline = (StepDeadlinePassed) item.getEvent().getPayload();
        timeouts.add(deadline.ask() + " "
                + Duration.between(process.scheduler().getCurrentDateTime(), item.getScheduleTime()));
    }
}
