package io.orderflow.saga;

import io.orderflow.api.saga.FulfilmentEvent;
import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static io.orderflow.saga.SagaFixture.AUTHORIZING;
import static io.orderflow.saga.SagaFixture.AWAITING;
import static io.orderflow.saga.SagaFixture.CANCELLED_WHILE_AWAITING;
import static io.orderflow.saga.SagaFixture.CANCELLED_WHILE_RESERVING;
import static io.orderflow.saga.SagaFixture.COMPENSATED;
import static io.orderflow.saga.SagaFixture.COMPLETED;
import static io.orderflow.saga.SagaFixture.CONFIRMING;
import static io.orderflow.saga.SagaFixture.DELIVERING;
import static io.orderflow.saga.SagaFixture.ORDER_CANCELLED;
import static io.orderflow.saga.SagaFixture.ORDER_REJECTED;
import static io.orderflow.saga.SagaFixture.ORDER_SHIPPED;
import static io.orderflow.saga.SagaFixture.PAYMENT_CAPTURED;
import static io.orderflow.saga.SagaFixture.PAYMENT_DECLINED;
import static io.orderflow.saga.SagaFixture.PAYMENT_VOIDED;
import static io.orderflow.saga.SagaFixture.RESERVING;
import static io.orderflow.saga.SagaFixture.TIMED_OUT_WHILE_CONFIRMING;
import static io.orderflow.saga.SagaFixture.compensationStarted;
import static io.orderflow.saga.SagaFixture.given;
import static io.orderflow.saga.SagaFixture.lineDispatched;
import static io.orderflow.saga.SagaFixture.lineRefused;
import static io.orderflow.saga.SagaFixture.lineReleased;
import static io.orderflow.saga.SagaFixture.lineReserved;
import static io.orderflow.saga.SagaFixture.outOfStock;
import static io.orderflow.saga.SagaFixture.released;

import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.CompensationEvent.RejectionRecorded;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.FulfilmentEvent.PaymentRefused;
import io.orderflow.api.stock.StockRefusal;
import io.orderflow.saga.SagaCommand.RecordLineRefused;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The compensation: its causes at each step, the answers that it waits for, and its race with a shipment. */
class CompensationTest {

    @Nested
    class Starts {

        @Test
        void whereALineIsRefusedWithEveryLineThatMayBeHeld() {
            given(RESERVING).when(outOfStock(CUP)).expectEvents(lineRefused(CUP),
                    compensationStarted(RejectionReason.OUT_OF_STOCK, false, POT));
            given(RESERVING, lineReserved(POT)).when(outOfStock(CUP)).expectEvents(lineRefused(CUP),
                    compensationStarted(RejectionReason.OUT_OF_STOCK, false, POT));
        }

        @ParameterizedTest
        @EnumSource(StockRefusal.class)
        void forTheReasonThatTheStockGave(StockRefusal reason) {
            given(RESERVING)
                    .when(new RecordLineRefused(ORDER, CUP, reason))
                    .expectEvents(new FulfilmentEvent.LineRefused(ORDER, CUP, reason),
                            compensationStarted(RejectionReason.valueOf(reason.name()), false, POT));
        }

        @ParameterizedTest
        @EnumSource(value = HoldRefusal.class, mode = EnumSource.Mode.EXCLUDE, names = "ALREADY_RELEASED")
        void whereThePaymentIsDeclinedAndHasNoPaymentToVoidThen(HoldRefusal reason) {
            given(AUTHORIZING)
                    .when(new SagaCommand.RecordPaymentDeclined(ORDER, reason))
                    .expectEvents(new PaymentRefused(ORDER, reason),
                            compensationStarted(RejectionReason.valueOf(reason.name()), false, CUP, POT));
        }

        @Test
        void asTimedOutWhereThePaymentHadBeenGivenUp() {
            given(AUTHORIZING)
                    .when(new SagaCommand.RecordPaymentDeclined(ORDER, HoldRefusal.ALREADY_RELEASED))
                    .expectEvents(new PaymentRefused(ORDER, HoldRefusal.ALREADY_RELEASED),
                            compensationStarted(RejectionReason.TIMED_OUT, false, CUP, POT));
        }

        @Test
        void whereTheCustomerCancelsWhileStockIsReserved() {
            given(RESERVING).when(ORDER_CANCELLED).expectEvents(compensationStarted(null, false, CUP, POT));
        }

        @Test
        void whereTheCustomerCancelsWhileThePaymentIsAuthorized() {
            given(AUTHORIZING).when(ORDER_CANCELLED).expectEvents(compensationStarted(null, true, CUP, POT));
        }

        @Test
        void whereTheCustomerCancelsWhileTheOrderIsConfirmed() {
            given(CONFIRMING).when(ORDER_CANCELLED).expectEvents(compensationStarted(null, true, CUP, POT));
        }

        @Test
        void whereTheCustomerCancelsBeforeTheShipment() {
            given(AWAITING).when(ORDER_CANCELLED).expectEvents(compensationStarted(null, true, CUP, POT));
        }

        @Test
        void whereSomeoneElseRejectedTheOrder() {
            given(AWAITING).when(ORDER_REJECTED).expectEvents(compensationStarted(null, true, CUP, POT));
        }

        @Test
        void notOnceTheGoodsHaveLeft() {
            given(DELIVERING).when(ORDER_CANCELLED).expectNoEvents();
            given(COMPLETED).when(ORDER_CANCELLED).expectNoEvents();
        }
    }

    @Nested
    class Ends {

        @Test
        void withTheLastLineReleased() {
            given(CANCELLED_WHILE_RESERVING).when(released(CUP)).expectEvents(lineReleased(CUP));
            given(CANCELLED_WHILE_RESERVING, lineReleased(CUP)).when(released(POT)).expectEvents(lineReleased(POT),
                    new FulfilmentCompensated(ORDER));
        }

        @Test
        void withThePaymentVoided() {
            given(CANCELLED_WHILE_AWAITING).when(PAYMENT_VOIDED).expectEvents(new PaymentReturned(ORDER));
            given(CANCELLED_WHILE_AWAITING, lineReleased(CUP), lineReleased(POT))
                    .when(PAYMENT_VOIDED)
                    .expectEvents(new PaymentReturned(ORDER), new FulfilmentCompensated(ORDER));
        }

        @Test
        void withTheOrderRejected() {
            given(RESERVING, lineRefused(CUP), compensationStarted(RejectionReason.OUT_OF_STOCK, false, POT),
                    lineReleased(POT)).when(ORDER_REJECTED).expectEvents(new RejectionRecorded(ORDER),
                            new FulfilmentCompensated(ORDER));
        }

        @Test
        void withTheOrderCancelledWhileItIsBeingRejected() {
            given(RESERVING, lineRefused(CUP), compensationStarted(RejectionReason.OUT_OF_STOCK, false, POT),
                    lineReleased(POT)).when(ORDER_CANCELLED).expectEvents(new RejectionRecorded(ORDER),
                            new FulfilmentCompensated(ORDER));
        }

        @Test
        void withALineRefusedThatWasStillToBeAnswered() {
            given(CANCELLED_WHILE_RESERVING, lineReleased(CUP)).when(outOfStock(POT)).expectEvents(lineRefused(POT),
                    new FulfilmentCompensated(ORDER));
        }

        @Test
        void withAPaymentDeclinedThatWasStillToBeAnswered() {
            given(AUTHORIZING, compensationStarted(null, true, CUP, POT), lineReleased(CUP), lineReleased(POT))
                    .when(PAYMENT_DECLINED)
                    .expectEvents(new PaymentRefused(ORDER, HoldRefusal.INSUFFICIENT_FUNDS),
                            new FulfilmentCompensated(ORDER));
        }

        @Test
        void notBeforeTheOrderIsClosed() {
            given(TIMED_OUT_WHILE_CONFIRMING, lineReleased(CUP), lineReleased(POT))
                    .when(PAYMENT_VOIDED)
                    .expectEvents(new PaymentReturned(ORDER));
        }
    }

    @Nested
    class MeetsAShipment {

        @Test
        void andDeliversWhereTheOrderWasShippedBeforeItCouldBeRejected() {
            given(TIMED_OUT_WHILE_CONFIRMING)
                    .when(ORDER_SHIPPED)
                    .expectEvents(new DeliveryStarted(ORDER, List.of(CUP, POT)));
        }

        @Test
        void andThenCompletesLikeAnyDelivery() {
            given(TIMED_OUT_WHILE_CONFIRMING, new DeliveryStarted(ORDER, List.of(CUP, POT)), lineDispatched(CUP),
                    lineDispatched(POT)).when(PAYMENT_CAPTURED).expectEvents(new PaymentCollected(ORDER),
                            new FulfilmentCompleted(ORDER));
        }

        @Test
        void andIgnoresItOnceTheOrderIsClosed() {
            given(CANCELLED_WHILE_AWAITING).when(ORDER_SHIPPED).expectNoEvents();
            given(COMPENSATED).when(ORDER_SHIPPED).expectNoEvents();
        }

        @Test
        void andIgnoresItWhereNothingIsSecured() {
            given(RESERVING).when(ORDER_SHIPPED).expectNoEvents();
            given(AUTHORIZING).when(ORDER_SHIPPED).expectNoEvents();
        }
    }
}
