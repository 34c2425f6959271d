package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static io.orderflow.order.OrderFixture.placeOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompensated;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompleted;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.saga.StepDeadlinePassed;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.axonframework.commandhandling.CommandExecutionException;

/**
 * Whatever comes between the events of an order (its customer, its warehouse, deadlines at any moment, crashes after
 * which events are handled again, commands that fail, a stock that forgets), it comes to rest, and what is held then is
 * what its state says.
 */
class EveryInterleavingTest {

    private static final int MAX_ROUNDS_TO_REST = 50;

    /** What can happen next; handling the next event is there more than once to be the likeliest. */
    enum Happening {
        NEXT_EVENT, NEXT_EVENT_TOO, NEXT_EVENT_AS_WELL, LEDGER_ANSWERS, CUSTOMER_CANCELS, WAREHOUSE_SHIPS,
        STEP_TIMES_OUT,
        DEADLINE_PASSES, CRASH, LONG_CRASH, COMMANDS_FAIL, COMMANDS_PASS, STOCK_FALLS_SILENT, STOCK_SPEAKS,
        STOCK_ARRIVES
    }

    /** What holds for as long as the order lives. */
    enum Circumstance {
        OUT_OF_STOCK, OUT_OF_MONEY, FORGETFUL_STOCK, EAGER_WAREHOUSE
    }

    @Property(tries = 400)
    void comesToRestAndHoldsWhatItShould(@ForAll Set<Circumstance> world, @ForAll @IntRange(max = 16) int undisturbed,
            @ForAll @Size(max = 60) List<Happening> happenings) {
        try (ProcessInMemory process = new ProcessInMemory()) {
            prepare(process, world);
            process.ask(placeOrder());
            for (int event = 0; event < undisturbed; event++) {
                process.handleNextOrAnswer();
            }
            for (Happening happening : happenings) {
                happen(process, happening);
                if (world.contains(Circumstance.EAGER_WAREHOUSE)) {
                    happen(process, Happening.WAREHOUSE_SHIPS);
                }
            }

            comeToRest(process);

            assertAtRest(process);
        }
    }

    private static void prepare(ProcessInMemory process, Set<Circumstance> world) {
        if (world.contains(Circumstance.OUT_OF_STOCK)) {
            process.stock().runOutOf(POT);
        }
        if (world.contains(Circumstance.OUT_OF_MONEY)) {
            process.payment().runOutOfMoney();
        }
        if (world.contains(Circumstance.FORGETFUL_STOCK)) {
            process.stock().forgetWhatIsClosed();
        }
    }

    private static void happen(ProcessInMemory process, Happening happening) {
        switch (happening) {
            case NEXT_EVENT, NEXT_EVENT_TOO, NEXT_EVENT_AS_WELL -> process.handleNext();
            case LEDGER_ANSWERS -> process.payment().answerNext();
            case CUSTOMER_CANCELS -> ask(process, new CancelOrder(ORDER, "changed my mind"));
            case WAREHOUSE_SHIPS -> ask(process, new ShipOrder(ORDER, null, null));
            case STEP_TIMES_OUT -> process.currentStep()
                    .ifPresent(step -> process.happen(new StepDeadlinePassed(ORDER, step)));
            case DEADLINE_PASSES -> process.passDeadline();
            case CRASH -> process.stepBack(1);
            case LONG_CRASH -> process.stepBack(6);
            case COMMANDS_FAIL -> process.loseCommands(command -> true);
            case COMMANDS_PASS -> process.loseCommands(command -> false);
            case STOCK_FALLS_SILENT -> process.stock().fallSilentAbout(CUP);
            case STOCK_SPEAKS -> process.stock().speakAgain();
            case STOCK_ARRIVES -> process.stock().restock(POT);
        }
    }

    private static void ask(ProcessInMemory process, Object command) {
        try {
            process.ask(command);
        } catch (CommandExecutionException | IllegalStateException refusedOrLost) {
            // The customer and the warehouse may be refused, or reach nobody: the order is as it was.
        }
    }

    private static void comeToRest(ProcessInMemory process) {
        process.loseCommands(command -> false);
        process.stock().speakAgain();
        process.run();
        for (int round = 0; process.passDeadline(); round++) {
            assertThat(round).as("rounds until all deadlines have passed").isLessThan(MAX_ROUNDS_TO_REST);
            process.run();
        }
    }

    private static void assertAtRest(ProcessInMemory process) {
        OrderEvent last = process.events()
                .stream()
                .filter(OrderEvent.class::isInstance)
                .map(OrderEvent.class::cast)
                .toList()
                .getLast();
        switch (last) {
            case OrderConfirmed confirmed -> {
                assertThat(process.currentStep()).contains(SagaStep.AWAITING_SHIPMENT);
                assertThat(process.stock().holdsEverything()).isTrue();
                assertThat(process.payment().isAuthorized()).isTrue();
            }
            case OrderShipped shipped -> {
                assertThat(process.sagaEvents()).contains(new FulfilmentCompleted(ORDER));
                assertThat(process.stock().hasDispatchedEverything()).isTrue();
                assertThat(process.payment().isCaptured()).isTrue();
            }
            case OrderRejected rejected -> assertNothingHeld(process);
            case OrderCancelled cancelled -> assertNothingHeld(process);
            default -> throw new AssertionError("The order came to rest as " + last);
        }
    }

    private static void assertNothingHeld(ProcessInMemory process) {
        assertThat(process.sagaEvents()).contains(new FulfilmentCompensated(ORDER));
        assertThat(process.stock().holdsAnything()).isFalse();
        assertThat(process.stock().hasDispatchedAnything()).isFalse();
        assertThat(process.payment().holdsNothing()).isTrue();
    }
}
