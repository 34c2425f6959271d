package io.orderflow.saga;

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
import static io.orderflow.saga.SagaFixture.ORDER_CONFIRMED;
import static io.orderflow.saga.SagaFixture.ORDER_REJECTED;
import static io.orderflow.saga.SagaFixture.ORDER_SHIPPED;
import static io.orderflow.saga.SagaFixture.PAYMENT_AUTHORIZED;
import static io.orderflow.saga.SagaFixture.PAYMENT_CAPTURED;
import static io.orderflow.saga.SagaFixture.PAYMENT_DECLINED;
import static io.orderflow.saga.SagaFixture.PAYMENT_VOIDED;
import static io.orderflow.saga.SagaFixture.RESERVING;
import static io.orderflow.saga.SagaFixture.START;
import static io.orderflow.saga.SagaFixture.TIMED_OUT_WHILE_CONFIRMING;
import static io.orderflow.saga.SagaFixture.and;
import static io.orderflow.saga.SagaFixture.compensationStarted;
import static io.orderflow.saga.SagaFixture.dispatched;
import static io.orderflow.saga.SagaFixture.given;
import static io.orderflow.saga.SagaFixture.lateReservationOf;
import static io.orderflow.saga.SagaFixture.lineDispatched;
import static io.orderflow.saga.SagaFixture.lineRefused;
import static io.orderflow.saga.SagaFixture.lineReleased;
import static io.orderflow.saga.SagaFixture.lineReserved;
import static io.orderflow.saga.SagaFixture.outOfStock;
import static io.orderflow.saga.SagaFixture.released;
import static io.orderflow.saga.SagaFixture.reserved;
import static io.orderflow.saga.SagaFixture.timeoutOf;

import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.CompensationEvent.RejectionRecorded;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.FulfilmentEvent.PaymentRefused;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The saga may learn every fact twice, and every answer late. */
class LateAndRepeatedFactsTest {

    private static final List<SagaEvent> REFUSED_FOR_CUP = and(RESERVING, lineRefused(CUP),
            compensationStarted(RejectionReason.OUT_OF_STOCK, false, POT));

    static Stream<Arguments> factsToldTwice() {
        return Stream.of(Arguments.of(RESERVING, START), Arguments.of(and(RESERVING, lineReserved(CUP)), reserved(CUP)),
                Arguments.of(AUTHORIZING, reserved(POT)), Arguments.of(COMPLETED, reserved(CUP)),
                Arguments.of(COMPENSATED, reserved(CUP)), Arguments.of(COMPENSATED, reserved(POT)),
                Arguments.of(and(CANCELLED_WHILE_AWAITING, lineReleased(CUP)), reserved(CUP)),
                Arguments.of(and(DELIVERING, lineDispatched(CUP)), reserved(CUP)),
                Arguments.of(and(REFUSED_FOR_CUP, lateReservationOf(CUP, SagaStep.COMPENSATING)), reserved(CUP)),
                Arguments.of(CONFIRMING, PAYMENT_AUTHORIZED),
                Arguments.of(AWAITING, ORDER_CONFIRMED), Arguments.of(DELIVERING, ORDER_SHIPPED),
                Arguments.of(and(DELIVERING, lineDispatched(CUP)), dispatched(CUP)),
                Arguments.of(and(DELIVERING, new PaymentCollected(ORDER)), PAYMENT_CAPTURED),
                Arguments.of(COMPLETED, START), Arguments.of(COMPLETED, PAYMENT_AUTHORIZED),
                Arguments.of(COMPLETED, ORDER_CONFIRMED), Arguments.of(COMPLETED, ORDER_SHIPPED),
                Arguments.of(COMPLETED, dispatched(POT)), Arguments.of(COMPLETED, PAYMENT_CAPTURED),
                Arguments.of(and(RESERVING, lineRefused(CUP),
                        compensationStarted(RejectionReason.OUT_OF_STOCK, false, POT)), outOfStock(CUP)),
                Arguments.of(and(AUTHORIZING, new PaymentRefused(ORDER, HoldRefusal.INSUFFICIENT_FUNDS),
                        compensationStarted(RejectionReason.INSUFFICIENT_FUNDS, false, CUP, POT)), PAYMENT_DECLINED),
                Arguments.of(CANCELLED_WHILE_AWAITING, ORDER_CANCELLED),
                Arguments.of(and(TIMED_OUT_WHILE_CONFIRMING, new RejectionRecorded(ORDER)), ORDER_REJECTED),
                Arguments.of(and(CANCELLED_WHILE_AWAITING, lineReleased(CUP)), released(CUP)),
                Arguments.of(and(CANCELLED_WHILE_AWAITING, new PaymentReturned(ORDER)), PAYMENT_VOIDED),
                Arguments.of(COMPENSATED, START), Arguments.of(COMPENSATED, ORDER_CANCELLED),
                Arguments.of(COMPENSATED, released(CUP)), Arguments.of(COMPENSATED, PAYMENT_VOIDED),
                Arguments.of(TIMED_OUT_WHILE_CONFIRMING, timeoutOf(SagaStep.CONFIRMING_ORDER, CONFIRMING)));
    }

    @ParameterizedTest
    @MethodSource("factsToldTwice")
    void changesNothingWhereAFactIsRepeated(List<SagaEvent> past, SagaCommand fact) {
        given(past).when(fact).expectSuccessfulHandlerExecution().expectNoEvents();
    }

    @Test
    void recordsALineReservedDuringCompensationWhoseReleaseIsUnderWay() {
        given(CANCELLED_WHILE_RESERVING).when(reserved(CUP)).expectEvents(lineReserved(CUP));
        given(CANCELLED_WHILE_RESERVING, lineReserved(CUP), lineReleased(POT))
                .when(released(CUP))
                .expectEvents(lineReleased(CUP), new FulfilmentCompensated(ORDER));
    }

    @Test
    void doesNotGoOnWhereTheLastLineIsReservedDuringCompensation() {
        given(CANCELLED_WHILE_RESERVING, lineReserved(CUP)).when(reserved(POT)).expectEvents(lineReserved(POT));
    }

    @Test
    void releasesALineReservedAfterItsRelease() {
        given(CANCELLED_WHILE_RESERVING, lineReleased(CUP)).when(reserved(CUP))
                .expectEvents(lateReservationOf(CUP, SagaStep.COMPENSATING));
    }

    @Test
    void releasesALineReservedAfterItsRefusal() {
        given(REFUSED_FOR_CUP)
                .when(reserved(CUP))
                .expectEvents(lateReservationOf(CUP, SagaStep.COMPENSATING));
    }

    @Test
    void releasesALineReservedAfterTheEnd() {
        given(REFUSED_FOR_CUP, new RejectionRecorded(ORDER), lineReleased(POT), new FulfilmentCompensated(ORDER))
                .when(reserved(CUP))
                .expectEvents(lateReservationOf(CUP, SagaStep.COMPENSATED));
    }

    @Test
    void endsWithoutWaitingForTheReleaseOfALateReservation() {
        given(CANCELLED_WHILE_RESERVING, lineReleased(CUP), lateReservationOf(CUP, SagaStep.COMPENSATING))
                .when(released(POT))
                .expectEvents(lineReleased(POT), new FulfilmentCompensated(ORDER));
    }

    @Test
    void leavesAPaymentAuthorizedDuringCompensationToItsVoid() {
        given(AUTHORIZING, compensationStarted(null, true, CUP, POT)).when(PAYMENT_AUTHORIZED).expectNoEvents();
        given(AUTHORIZING, compensationStarted(null, true, CUP, POT), lineReleased(CUP), lineReleased(POT))
                .when(PAYMENT_VOIDED)
                .expectEvents(new PaymentReturned(ORDER), new FulfilmentCompensated(ORDER));
    }

    @Test
    void ignoresAConfirmationThatComesAfterItsTime() {
        given(TIMED_OUT_WHILE_CONFIRMING).when(ORDER_CONFIRMED).expectNoEvents();
        given(CANCELLED_WHILE_AWAITING).when(ORDER_CONFIRMED).expectNoEvents();
    }

    @Test
    void ignoresALineRefusedOrReleasedAfterTheEnd() {
        given(COMPENSATED).when(outOfStock(CUP)).expectNoEvents();
        given(COMPLETED).when(released(CUP)).expectNoEvents();
    }

    @Test
    void releasesALineThatTheOrderDoesNotHave() {
        given(RESERVING).when(reserved(new Sku("SPOON")))
                .expectEvents(lateReservationOf(new Sku("SPOON"), SagaStep.RESERVING_STOCK));
    }
}
