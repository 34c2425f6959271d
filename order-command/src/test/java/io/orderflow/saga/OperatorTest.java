package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static io.orderflow.order.OrderFixture.placeOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.RejectOrder;
import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.payment.PaymentCommand.VoidPayment;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.LineDispatched;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.RetryEvent.ShipmentInquired;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.saga.SagaCommand.CancelFulfilment;
import io.orderflow.saga.SagaCommand.RecordOrderCancelled;
import io.orderflow.saga.SagaCommand.RecordOrderConfirmed;
import io.orderflow.saga.SagaCommand.RecordOrderRejected;
import io.orderflow.saga.SagaCommand.RecordOrderShipped;
import io.orderflow.saga.SagaCommand.RetryStep;
import io.orderflow.saga.SagaCommand.SkipStep;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a process that is stuck when an operator acts. */
class OperatorTest {

    private static final String WHY = "the warehouse called";
    private static final Predicate<Object> DISPATCHES_OF_CUPS = new DispatchStock(CUP, ORDER)::equals;
    private static final Predicate<Object> RELEASES_OF_CUPS = new ReleaseStock(CUP, ORDER)::equals;

    private final ProcessInMemory process = new ProcessInMemory();

    @AfterEach
    void close() {
        process.close();
    }

    @Test
    void movesOnAReservationWhoseCommandWasSwallowed() {
        process.swallowCommands(ReserveStock.class::isInstance);
        process.ask(placeOrder());
        process.run();
        process.swallowCommands(command -> false);

        process.ask(new RetryStep(ORDER, WHY));
        process.run();

        assertThat(process.sagaEvents()).last().isEqualTo(new ShipmentAwaited(ORDER));
    }

    @Test
    void movesOnAPaymentWhoseCommandWasSwallowed() {
        process.swallowCommands(AuthorizePayment.class::isInstance);
        process.ask(placeOrder());
        process.run();
        process.swallowCommands(command -> false);

        process.ask(new RetryStep(ORDER, WHY));
        process.run();

        assertThat(process.sagaEvents()).last().isEqualTo(new ShipmentAwaited(ORDER));
    }

    @Test
    void completesADeliveryWhoseAnswerIsLostAndHearsOfItAfterAll() {
        deliverWithout(DISPATCHES_OF_CUPS);

        process.swallowCommands(command -> false);
        process.ask(new SkipStep(ORDER, WHY));
        process.run();

        assertThat(process.sagaEvents()).contains(new FulfilmentCompleted(ORDER)).last()
                .isEqualTo(new LineDispatched(ORDER, CUP));
        assertThat(process.stock().hasDispatchedEverything()).isTrue();
        assertThat(process.payment().isCaptured()).isTrue();
        assertThat(process.scheduler().getScheduledItems()).isEmpty();
    }

    @Test
    void keepsAskingForWhatIsWrittenOffUntilItIsTaken() {
        deliverWithout(DISPATCHES_OF_CUPS);
        process.swallowCommands(command -> false);
        process.loseCommands(DISPATCHES_OF_CUPS);
        process.ask(new SkipStep(ORDER, WHY));
        for (int attempt = 0; attempt < 5; attempt++) {
            process.handleNext();
        }
        assertThat(process.stock().hasDispatchedEverything()).isFalse();

        process.loseCommands(command -> false);
        process.run();

        assertThat(process.stock().hasDispatchedEverything()).isTrue();
    }

    @Test
    void endsAnUndoWhoseAnswerIsLostAndHoldsNothing() {
        process.ask(placeOrder());
        process.run();
        process.swallowCommands(RELEASES_OF_CUPS.or(VoidPayment.class::isInstance));
        process.ask(new CancelOrder(ORDER, "changed my mind"));
        process.run();
        process.swallowCommands(command -> false);

        process.ask(new SkipStep(ORDER, WHY));
        process.run();

        assertThat(process.sagaEvents()).contains(new FulfilmentCompensated(ORDER), new LineReleased(ORDER, CUP));
        assertNothingHeld();
    }

    @Test
    void cancelsAnOrderThatCannotGoOn() {
        process.swallowCommands(command -> command instanceof ReserveStock line && line.sku().equals(POT));
        process.ask(placeOrder());
        process.run();

        process.ask(new CancelFulfilment(ORDER, WHY));
        process.run();

        assertThat(process.events()).filteredOn(OrderCancelled.class::isInstance).singleElement()
                .isInstanceOfSatisfying(OrderCancelled.class,
                        cancelled -> assertThat(cancelled.reason()).isEqualTo(WHY));
        assertThat(process.sagaEvents()).filteredOn(CompensationStarted.class::isInstance).hasSize(1);
        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentCompensated(ORDER));
        assertNothingHeld();
    }

    @Test
    void undoesAnOrderOfWhoseCancellationTheProcessNeverHeard() {
        process.ask(placeOrder());
        process.run();
        process.swallowCommands(RecordOrderCancelled.class::isInstance);
        process.ask(new CancelOrder(ORDER, "changed my mind"));
        process.run();
        process.swallowCommands(command -> false);

        process.ask(new CancelFulfilment(ORDER, WHY));
        process.run();

        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentCompensated(ORDER));
        assertNothingHeld();
    }

    @Test
    void undoesAnOrderOfWhoseRejectionTheProcessNeverHeard() {
        process.stock().runOutOf(POT);
        process.swallowCommands(RecordOrderRejected.class::isInstance);
        process.ask(placeOrder());
        process.run();
        process.swallowCommands(command -> false);
        assertThat(process.commands()).contains(new RejectOrder(ORDER, RejectionReason.OUT_OF_STOCK));

        process.ask(new RetryStep(ORDER, WHY));
        process.run();

        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentCompensated(ORDER));
        assertNothingHeld();
    }

    @Test
    void deliversAnOrderOfWhoseShipmentTheProcessNeverHeard() {
        process.ask(placeOrder());
        process.run();
        process.swallowCommands(RecordOrderShipped.class::isInstance);
        process.ask(new ShipOrder(ORDER, "Pigeon", "4711"));
        process.run();
        process.swallowCommands(command -> false);
        assertThat(process.sagaEvents()).last().isEqualTo(new ShipmentAwaited(ORDER));

        process.ask(new RetryStep(ORDER, WHY));
        process.run();

        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentCompleted(ORDER));
        assertThat(process.stock().hasDispatchedEverything()).isTrue();
        assertThat(process.payment().isCaptured()).isTrue();
        assertThat(process.events()).filteredOn(OrderShipped.class::isInstance).hasSize(1);
    }

    @Test
    void deliversWhatIsShippedWhileItIsUndoneAndOfWhoseShipmentTheProcessNeverHeard() {
        process.swallowCommands(RecordOrderConfirmed.class::isInstance);
        process.ask(placeOrder());
        process.run();
        process.swallowCommands(RecordOrderShipped.class::isInstance);
        process.ask(new ShipOrder(ORDER, null, null));
        process.run();
        process.happenInSaga(new StepTimedOut(ORDER, SagaStep.CONFIRMING_ORDER),
                new CompensationStarted(ORDER, RejectionReason.TIMED_OUT, List.of(CUP, POT), true));
        process.run();
        process.swallowCommands(command -> false);
        assertThat(process.sagaEvents()).last().isInstanceOf(CompensationStarted.class);

        process.ask(new RetryStep(ORDER, WHY));
        process.run();

        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentCompleted(ORDER));
        assertThat(process.stock().hasDispatchedEverything()).isTrue();
    }

    @Test
    void shipsNothingThatIsNotShipped() {
        process.ask(placeOrder());
        process.run();

        process.ask(new RetryStep(ORDER, WHY));
        process.run();

        assertThat(process.events()).doesNotHaveAnyElementsOfTypes(OrderShipped.class);
        assertThat(process.sagaEvents()).contains(new ShipmentInquired(ORDER))
                .doesNotHaveAnyElementsOfTypes(DeliveryStarted.class);
        process.ask(new ShipOrder(ORDER, null, null));
        process.run();
        assertThat(process.sagaEvents()).last().isEqualTo(new FulfilmentCompleted(ORDER));
    }

    @Test
    void deliversWhereTheOrderIsShippedBeforeItCanBeCancelled() {
        process.ask(placeOrder());
        process.run();
        process.ask(new CancelFulfilment(ORDER, WHY));
        process.ask(new ShipOrder(ORDER, null, null));
        process.run();

        assertThat(process.sagaEvents()).hasAtLeastOneElementOfType(FulfilmentStarted.class).last()
                .isEqualTo(new FulfilmentCompleted(ORDER));
        assertThat(process.stock().hasDispatchedEverything()).isTrue();
    }

    private void deliverWithout(Predicate<Object> swallowed) {
        process.ask(placeOrder());
        process.run();
        process.swallowCommands(swallowed);
        process.ask(new ShipOrder(ORDER, null, null));
        process.run();
        assertThat(process.sagaEvents()).doesNotContain(new FulfilmentCompleted(ORDER));
    }

    private void assertNothingHeld() {
        assertThat(process.stock().holdsAnything()).isFalse();
        assertThat(process.payment().holdsNothing()).isTrue();
    }
}
