package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.ACCOUNT;
import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.CUSTOMER;
import static io.orderflow.order.OrderFixture.LINES;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static io.orderflow.order.OrderFixture.TOTAL;
import static io.orderflow.order.OrderFixture.cancelled;
import static io.orderflow.order.OrderFixture.placeOrder;
import static io.orderflow.order.OrderFixture.rejected;
import static io.orderflow.order.OrderFixture.shipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ConfirmOrder;
import io.orderflow.api.order.OrderCommand.RejectOrder;
import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.payment.PaymentCommand.CapturePayment;
import io.orderflow.api.payment.PaymentCommand.VoidPayment;
import io.orderflow.api.payment.PaymentCommand;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.api.stock.StockCommand;
import io.orderflow.api.stock.StockEvent.StockReserved;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The manager between a real order, a real saga, and twins of stock and payment. */
class OrderSagaManagerTest {

    private static final PaymentId PAYMENT = PaymentId.of(ORDER);
    private static final ShipOrder SHIP = new ShipOrder(ORDER, "DHL", "T-1");
    private static final CancelOrder CANCEL = new CancelOrder(ORDER, "changed my mind");

    private final ProcessInMemory process = new ProcessInMemory();

    @AfterEach
    void close() {
        process.close();
    }

    @Test
    void carriesAnOrderToItsDelivery() {
        process.ask(placeOrder());
        process.run();

        assertThat(commandsOfTheProcess()).containsExactly(reserveStock(0), reserveStock(1),
                new AuthorizePayment(PAYMENT, ORDER, ACCOUNT, TOTAL, CUSTOMER), new ConfirmOrder(ORDER));
        assertThat(process.stock().holdsEverything()).isTrue();
        assertThat(process.payment().isAuthorized()).isTrue();

        process.ask(SHIP);
        process.run();

        assertThat(commandsOfTheProcess()).endsWith(SHIP, new CapturePayment(PAYMENT), new DispatchStock(CUP, ORDER),
                new DispatchStock(POT, ORDER));
        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentCompleted(ORDER));
        assertThat(process.stock().hasDispatchedEverything()).isTrue();
        assertThat(process.payment().isCaptured()).isTrue();
    }

    @Test
    void rejectsAnOrderWithALineOutOfStockAndHoldsNothing() {
        process.stock().runOutOf(POT);

        process.ask(placeOrder());
        process.run();

        assertThat(commandsOfTheProcess()).containsExactly(reserveStock(0), reserveStock(1),
                new RejectOrder(ORDER, RejectionReason.OUT_OF_STOCK),
                new RejectOrder(ORDER, RejectionReason.OUT_OF_STOCK), new ReleaseStock(CUP, ORDER));
        assertThat(process.events()).contains(rejected(RejectionReason.OUT_OF_STOCK));
        assertCompensated();
    }

    @Test
    void rejectsAnOrderWhosePaymentIsDeclinedAndHoldsNothing() {
        process.payment().runOutOfMoney();

        process.ask(placeOrder());
        process.run();

        assertThat(process.events()).contains(rejected(RejectionReason.INSUFFICIENT_FUNDS));
        assertThat(process.commands()).doesNotContain(new VoidPayment(PAYMENT, ORDER));
        assertCompensated();
    }

    @Test
    void undoesACancelledOrderWithoutRejectingIt() {
        process.ask(placeOrder());
        process.run();
        process.ask(CANCEL);
        process.run();

        assertThat(commandsOfTheProcess()).endsWith(CANCEL, new VoidPayment(PAYMENT, ORDER),
                new ReleaseStock(CUP, ORDER), new ReleaseStock(POT, ORDER));
        assertThat(process.events()).contains(cancelled());
        assertCompensated();
    }

    @Test
    void takesARefusedConfirmationForTheCancellationItIs() {
        process.ask(placeOrder());
        process.runUntil(PaymentSecured.class);
        process.ask(CANCEL);
        process.run();

        assertThat(process.commands()).contains(new ConfirmOrder(ORDER));
        assertThat(process.sagaEvents()).doesNotHaveAnyElementsOfTypes(ShipmentAwaited.class);
        assertCompensated();
    }

    @Test
    void settlesAnOrderThatIsCancelledWhileItIsBeingRejected() {
        process.stock().runOutOf(POT);
        process.ask(placeOrder());
        process.runUntil(CompensationStarted.class);
        process.ask(CANCEL);
        process.run();

        assertThat(process.events()).contains(cancelled()).doesNotContain(rejected(RejectionReason.OUT_OF_STOCK));
        assertCompensated();
    }

    @Test
    void neverRejectsAConfirmedOrder() {
        process.ask(placeOrder());
        process.runUntil(PaymentSecured.class);
        letTheConfirmationTakeTooLong();
        process.run();

        assertThat(process.sagaEvents()).contains(new StepTimedOut(ORDER, SagaStep.CONFIRMING_ORDER)).last()
                .isEqualTo(new ShipmentAwaited(ORDER));
        assertThat(process.commands()).doesNotHaveAnyElementsOfTypes(RejectOrder.class);
    }

    @Test
    void undoesNothingWhereTheOrderWasShippedBeforeItCouldBeRejected() {
        process.ask(placeOrder());
        process.runUntil(ShipmentAwaited.class);
        process.happenInSaga(new StepTimedOut(ORDER, SagaStep.CONFIRMING_ORDER),
                new CompensationStarted(ORDER, RejectionReason.TIMED_OUT, List.of(CUP, POT), true));
        process.ask(SHIP);
        process.run();

        assertThat(process.commands())
                .contains(new RejectOrder(ORDER, RejectionReason.TIMED_OUT))
                .doesNotContain(new ReleaseStock(CUP, ORDER), new ReleaseStock(POT, ORDER),
                        new VoidPayment(PAYMENT, ORDER));
        assertThat(process.events()).contains(shipped());
        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentCompleted(ORDER));
        assertThat(process.stock().hasDispatchedEverything()).isTrue();
        assertThat(process.payment().isCaptured()).isTrue();
    }

    @Test
    void hearsOfACancellationWhileTheStockIsAwayAndVoidsThePaymentAtOnce() {
        process.ask(placeOrder());
        process.run();
        process.loseCommands(StockCommand.class::isInstance);
        process.ask(CANCEL);
        runWhileSomeoneIsAway();

        assertThat(process.sagaEvents()).hasAtLeastOneElementOfType(CompensationStarted.class).last()
                .isEqualTo(new PaymentReturned(ORDER));
        assertThat(process.payment().holdsNothing()).isTrue();
        process.loseCommands(command -> false);
        process.run();
        assertCompensated();
    }

    @Test
    void givesUpAPaymentThatIsAwayAndReleasesTheStockAtOnce() {
        process.ask(placeOrder());
        process.loseCommands(PaymentCommand.class::isInstance);
        runWhileSomeoneIsAway();
        for (int asked = 0; asked < Timeouts.MAX_ASKS; asked++) {
            process.passDeadline();
            runWhileSomeoneIsAway();
        }

        assertThat(process.events()).contains(rejected(RejectionReason.TIMED_OUT));
        assertThat(process.stock().holdsAnything()).isFalse();
        process.loseCommands(command -> false);
        process.run();
        assertCompensated();
    }

    private void runWhileSomeoneIsAway() {
        for (int round = 0; round < 100; round++) {
            process.handleNextOrAnswer();
            process.payment().answerNext();
        }
    }

    @Test
    void asksAgainForADeliveryThatIsNotAnswered() {
        process.ask(placeOrder());
        process.run();
        process.stock().fallSilentAbout(CUP);
        process.ask(SHIP);
        process.run();
        process.stock().speakAgain();
        process.passDeadline();
        process.run();

        assertThat(process.commands()).filteredOn(new DispatchStock(CUP, ORDER)::equals).hasSize(2);
        assertThat(process.commands()).filteredOn(new DispatchStock(POT, ORDER)::equals).hasSize(1);
        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentCompleted(ORDER));
    }

    @Test
    void asksAgainForAnUndoThatIsNotAnswered() {
        process.ask(placeOrder());
        process.run();
        process.stock().fallSilentAbout(POT);
        process.ask(CANCEL);
        process.run();
        process.stock().speakAgain();
        process.passDeadline();
        process.run();

        assertThat(process.commands()).filteredOn(new ReleaseStock(POT, ORDER)::equals).hasSize(2);
        assertThat(process.commands()).filteredOn(new VoidPayment(PAYMENT, ORDER)::equals).hasSize(1);
        assertCompensated();
    }

    @Test
    void releasesALineReservedAfterTheEnd() {
        process.stock().runOutOf(POT);
        process.stock().forgetWhatIsClosed();
        process.ask(placeOrder());
        process.run();
        process.stock().restock(POT);
        process.ask(reserveStock(1));
        assertThat(process.stock().holdsAnything()).isTrue();
        process.run();

        assertThat(process.sagaEvents()).last().isEqualTo(new LateReservationFound(ORDER, POT, SagaStep.COMPENSATED));
        assertThat(process.stock().holdsAnything()).isFalse();
    }

    @Test
    void handlesAnEventAgainWhoseCommandsFailed() {
        process.loseCommands(ReserveStock.class::isInstance);
        process.ask(placeOrder());
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(process.handleNext()).isTrue();
        }
        assertThat(commandsOfTheProcess()).isEmpty();
        assertThat(process.sagaEvents()).hasSize(1);

        process.loseCommands(command -> false);
        process.run();

        assertThat(process.sagaEvents()).last().isEqualTo(new ShipmentAwaited(ORDER));
        assertThat(process.scheduler().getScheduledItems()).isEmpty();
    }

    @Test
    void changesNothingWhenEverythingIsHandledAgain() {
        process.ask(placeOrder());
        process.run();
        process.ask(SHIP);
        process.run();
        List<Object> before = process.events();

        process.stepBack(before.size());
        process.run();

        assertThat(process.events()).isEqualTo(before);
        assertThat(process.stock().hasDispatchedEverything()).isTrue();
        assertThat(process.payment().isCaptured()).isTrue();
    }

    @Test
    void changesNothingWhenACancelledOrderIsHandledAgain() {
        process.ask(placeOrder());
        process.run();
        process.ask(CANCEL);
        process.run();
        List<Object> before = process.events();

        process.stepBack(before.size());
        process.run();

        assertThat(process.events()).isEqualTo(before);
        assertCompensated();
    }

    @Test
    void ignoresFactsAboutAnOrderThatHasNoProcess() {
        process.happen(new StockReserved(CUP, ORDER, 1, "A cup"));
        process.happen(new PaymentAuthorized(PAYMENT, ORDER));
        process.happen(cancelled());
        process.run();

        assertThat(process.sagaEvents()).isEmpty();
        assertThat(process.commands()).allMatch(SagaCommand.class::isInstance);
    }

    @Test
    void isNotPartOfAReplay() {
        assertThat(process.handlers()).noneMatch(AnnotationEventHandlerAdapter::supportsReset);
    }

    /** The deadline is in the log before the confirmation is. */
    private void letTheConfirmationTakeTooLong() {
        process.happen(new StepDeadlinePassed(ORDER, SagaStep.CONFIRMING_ORDER, process.sagaEvents().size() - 1L,
                Instant.EPOCH));
        process.handleNext();
    }

    private void assertCompensated() {
        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentCompensated(ORDER));
        assertThat(process.sagaEvents()).hasAtLeastOneElementOfType(LineReleased.class);
        assertThat(process.stock().holdsAnything()).isFalse();
        assertThat(process.payment().holdsNothing()).isTrue();
        assertThat(process.scheduler().getScheduledItems()).isEmpty();
    }

    private List<Object> commandsOfTheProcess() {
        Stream<Object> all = process.commands().stream();
        return all.filter(command -> !(command instanceof SagaCommand) && !command.equals(placeOrder())).toList();
    }

    private static ReserveStock reserveStock(int line) {
        return new ReserveStock(LINES.get(line).sku(), ORDER, LINES.get(line).quantity(), LINES.get(line).unitPrice());
    }
}
