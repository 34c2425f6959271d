package io.orderflow.saga;

import io.orderflow.api.saga.CompensationEvent;
import io.orderflow.api.saga.FulfilmentEvent;
import static io.orderflow.order.OrderFixture.ACCOUNT;
import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.CUSTOMER;
import static io.orderflow.order.OrderFixture.LINES;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static io.orderflow.order.OrderFixture.TOTAL;

import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.LineDispatched;
import io.orderflow.api.saga.FulfilmentEvent.LineRefused;
import io.orderflow.api.saga.FulfilmentEvent.LineReserved;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockRefusal;
import io.orderflow.saga.SagaCommand.RecordLineDispatched;
import io.orderflow.saga.SagaCommand.RecordLineRefused;
import io.orderflow.saga.SagaCommand.RecordLineReleased;
import io.orderflow.saga.SagaCommand.RecordLineReserved;
import io.orderflow.saga.SagaCommand.RecordOrderCancelled;
import io.orderflow.saga.SagaCommand.RecordOrderConfirmed;
import io.orderflow.saga.SagaCommand.RecordOrderRejected;
import io.orderflow.saga.SagaCommand.RecordOrderShipped;
import io.orderflow.saga.SagaCommand.RecordPaymentAuthorized;
import io.orderflow.saga.SagaCommand.RecordPaymentCaptured;
import io.orderflow.saga.SagaCommand.RecordPaymentDeclined;
import io.orderflow.saga.SagaCommand.RecordPaymentVoided;
import io.orderflow.saga.SagaCommand.RecordStepTimeout;
import io.orderflow.saga.SagaCommand.StartFulfilment;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;

/** The saga of the fixture's order: its history, the facts that it learns and its events. */
final class SagaFixture {

    static final StartFulfilment START = new StartFulfilment(ORDER, CUSTOMER, ACCOUNT, LINES, TOTAL);
    static final RecordPaymentAuthorized PAYMENT_AUTHORIZED = new RecordPaymentAuthorized(ORDER);
    static final RecordPaymentDeclined PAYMENT_DECLINED = new RecordPaymentDeclined(ORDER,
            HoldRefusal.INSUFFICIENT_FUNDS);
    static final RecordPaymentCaptured PAYMENT_CAPTURED = new RecordPaymentCaptured(ORDER);
    static final RecordPaymentVoided PAYMENT_VOIDED = new RecordPaymentVoided(ORDER);
    static final RecordOrderConfirmed ORDER_CONFIRMED = new RecordOrderConfirmed(ORDER);
    static final RecordOrderShipped ORDER_SHIPPED = new RecordOrderShipped(ORDER);
    static final RecordOrderCancelled ORDER_CANCELLED = new RecordOrderCancelled(ORDER);
    static final RecordOrderRejected ORDER_REJECTED = new RecordOrderRejected(ORDER);

    static final List<SagaEvent> RESERVING = List.of(new FulfilmentStarted(ORDER, CUSTOMER, ACCOUNT, LINES, TOTAL));
    static final List<SagaEvent> AUTHORIZING = and(RESERVING, lineReserved(CUP), lineReserved(POT),
            new StockSecured(ORDER, ACCOUNT, TOTAL, CUSTOMER));
    static final List<SagaEvent> CONFIRMING = and(AUTHORIZING, new FulfilmentEvent.PaymentSecured(ORDER));
    static final List<SagaEvent> AWAITING = and(CONFIRMING, new FulfilmentEvent.ShipmentAwaited(ORDER));
    static final List<SagaEvent> DELIVERING = and(AWAITING, new DeliveryStarted(ORDER, List.of(CUP, POT)));
    static final List<SagaEvent> COMPLETED = and(DELIVERING, new LineDispatched(ORDER, CUP),
            new LineDispatched(ORDER, POT), new FulfilmentEvent.PaymentCollected(ORDER),
            new FulfilmentEvent.FulfilmentCompleted(ORDER));
    static final List<SagaEvent> CANCELLED_WHILE_RESERVING = and(RESERVING,
            compensationStarted(null, false, CUP, POT));
    static final List<SagaEvent> CANCELLED_WHILE_AWAITING = and(AWAITING, compensationStarted(null, true, CUP, POT));
    static final List<SagaEvent> TIMED_OUT_WHILE_CONFIRMING = and(CONFIRMING,
            new StepTimedOut(ORDER, SagaStep.CONFIRMING_ORDER),
            compensationStarted(RejectionReason.TIMED_OUT, true, CUP, POT));
    static final List<SagaEvent> COMPENSATED = and(CANCELLED_WHILE_AWAITING, new LineReleased(ORDER, CUP),
            new LineReleased(ORDER, POT), new CompensationEvent.PaymentReturned(ORDER),
            new CompensationEvent.FulfilmentCompensated(ORDER));

    private SagaFixture() {}

    static TestExecutor<OrderSaga> given(List<SagaEvent> past, SagaEvent... more) {
        return new AggregateTestFixture<>(OrderSaga.class).given(and(past, more));
    }

    static List<SagaEvent> and(List<SagaEvent> past, SagaEvent... more) {
        return Stream.concat(past.stream(), Stream.of(more)).toList();
    }

    static RecordLineReserved reserved(Sku sku) {
        return new RecordLineReserved(ORDER, sku, "A " + sku.value());
    }

    static RecordLineRefused outOfStock(Sku sku) {
        return new RecordLineRefused(ORDER, sku, StockRefusal.OUT_OF_STOCK);
    }

    static RecordLineReleased released(Sku sku) {
        return new RecordLineReleased(ORDER, sku);
    }

    static RecordLineDispatched dispatched(Sku sku) {
        return new RecordLineDispatched(ORDER, sku);
    }

    /** The time that the last of these events began has passed, and counts. */
    static RecordStepTimeout timeoutOf(SagaStep step, List<SagaEvent> past) {
        return new RecordStepTimeout(ORDER, step, past.size() - 1L, false);
    }

    /** The same time, which does not count. */
    static RecordStepTimeout interruptedTimeoutOf(SagaStep step, List<SagaEvent> past) {
        return new RecordStepTimeout(ORDER, step, past.size() - 1L, true);
    }

    static LineReserved lineReserved(Sku sku) {
        return new LineReserved(ORDER, sku, "A " + sku.value());
    }

    static LineRefused lineRefused(Sku sku) {
        return new LineRefused(ORDER, sku, StockRefusal.OUT_OF_STOCK);
    }

    static LineReleased lineReleased(Sku sku) {
        return new LineReleased(ORDER, sku);
    }

    static LineDispatched lineDispatched(Sku sku) {
        return new LineDispatched(ORDER, sku);
    }

    static LateReservationFound lateReservationOf(Sku sku, SagaStep step) {
        return new LateReservationFound(ORDER, sku, step);
    }

    static CompensationStarted compensationStarted(@Nullable RejectionReason reason, boolean voidPayment,
            Sku... skusToRelease) {
        return new CompensationStarted(ORDER, reason, List.of(skusToRelease), voidPayment);
    }
}
