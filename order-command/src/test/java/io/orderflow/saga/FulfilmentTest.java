package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.ACCOUNT;
import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.CUSTOMER;
import static io.orderflow.order.OrderFixture.LINES;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static io.orderflow.order.OrderFixture.TOTAL;
import static io.orderflow.saga.SagaFixture.AUTHORIZING;
import static io.orderflow.saga.SagaFixture.AWAITING;
import static io.orderflow.saga.SagaFixture.CONFIRMING;
import static io.orderflow.saga.SagaFixture.DELIVERING;
import static io.orderflow.saga.SagaFixture.ORDER_CONFIRMED;
import static io.orderflow.saga.SagaFixture.ORDER_SHIPPED;
import static io.orderflow.saga.SagaFixture.PAYMENT_AUTHORIZED;
import static io.orderflow.saga.SagaFixture.PAYMENT_CAPTURED;
import static io.orderflow.saga.SagaFixture.RESERVING;
import static io.orderflow.saga.SagaFixture.START;
import static io.orderflow.saga.SagaFixture.dispatched;
import static io.orderflow.saga.SagaFixture.given;
import static io.orderflow.saga.SagaFixture.lineDispatched;
import static io.orderflow.saga.SagaFixture.lineReserved;
import static io.orderflow.saga.SagaFixture.reserved;

import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Test;

/** The way forward, answer by answer. */
class FulfilmentTest {

    @Test
    void startsWithTheOrder() {
        given(List.of()).when(START).expectEvents(new FulfilmentStarted(ORDER, CUSTOMER, ACCOUNT, LINES, TOTAL));
    }

    @Test
    void waitsUntilEveryLineIsAnswered() {
        given(RESERVING).when(reserved(CUP)).expectEvents(lineReserved(CUP));
    }

    @Test
    void asksForThePaymentOnceEveryLineIsReserved() {
        given(RESERVING, lineReserved(POT)).when(reserved(CUP)).expectEvents(lineReserved(CUP),
                new StockSecured(ORDER, ACCOUNT, TOTAL, CUSTOMER));
    }

    @Test
    void confirmsTheOrderOnceThePaymentIsAuthorized() {
        given(AUTHORIZING).when(PAYMENT_AUTHORIZED).expectEvents(new PaymentSecured(ORDER));
    }

    @Test
    void waitsForTheShipmentOnceTheOrderIsConfirmed() {
        given(CONFIRMING).when(ORDER_CONFIRMED).expectEvents(new ShipmentAwaited(ORDER));
    }

    @Test
    void deliversOnceTheOrderIsShipped() {
        given(AWAITING).when(ORDER_SHIPPED).expectEvents(new DeliveryStarted(ORDER, List.of(CUP, POT)));
    }

    @Test
    void waitsForEveryAnswerToTheDelivery() {
        given(DELIVERING).when(dispatched(CUP)).expectEvents(lineDispatched(CUP));
        given(DELIVERING).when(PAYMENT_CAPTURED).expectEvents(new PaymentCollected(ORDER));
    }

    @Test
    void completesWithTheLastLine() {
        given(DELIVERING, new PaymentCollected(ORDER), lineDispatched(CUP))
                .when(dispatched(POT))
                .expectEvents(lineDispatched(POT), new FulfilmentCompleted(ORDER));
    }

    @Test
    void completesWithThePayment() {
        given(DELIVERING, lineDispatched(CUP), lineDispatched(POT))
                .when(PAYMENT_CAPTURED)
                .expectEvents(new PaymentCollected(ORDER), new FulfilmentCompleted(ORDER));
    }

    @Test
    void isNotThereForAFactAboutAnUnknownOrder() {
        given(List.of()).when(reserved(CUP)).expectNoEvents().expectException(AggregateNotFoundException.class);
    }
}
