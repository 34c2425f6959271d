package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.FulfilmentEvent;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.LineDispatched;
import io.orderflow.api.saga.FulfilmentEvent.LineReserved;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.saga.SagaCommand.RecordLineDispatched;
import io.orderflow.saga.SagaCommand.RecordLineReserved;
import io.orderflow.saga.SagaCommand.RecordOrderConfirmed;
import io.orderflow.saga.SagaCommand.RecordOrderShipped;
import io.orderflow.saga.SagaCommand.RecordPaymentAuthorized;
import io.orderflow.saga.SagaCommand.RecordPaymentCaptured;
import io.orderflow.saga.SagaCommand.StartFulfilment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way forward, from the placing of an order to its delivery: from the state and a fact to the events that follow. */
final class Fulfilment {

    private Fulfilment() {}

    static List<? extends SagaEvent> handle(@Nullable SagaState saga, StartFulfilment command) {
        return saga != null
                ? List.of()
                : List.of(new FulfilmentStarted(command.orderId(), command.customerId(), command.accountId(),
                        command.lines(), command.total()));
    }

    static List<? extends SagaEvent> handle(SagaState saga, RecordLineReserved fact) {
        if (saga.stateOf(fact.sku()) != LineState.PENDING) {
            return Compensation.handleLate(saga, fact);
        }
        OrderId order = fact.orderId();
        LineReserved reserved = new LineReserved(order, fact.sku(), fact.name());
        return saga.isAt(SagaStep.RESERVING_STOCK) && saga.after(reserved).hasAllLines(LineState.RESERVED)
                ? List.of(reserved, new StockSecured(order, saga.start().accountId(), saga.start().total(),
                        saga.start().customerId()))
                : List.of(reserved);
    }

    static List<? extends SagaEvent> handle(SagaState saga, RecordPaymentAuthorized fact) {
        return saga.isAt(SagaStep.AUTHORIZING_PAYMENT) ? List.of(new PaymentSecured(fact.orderId())) : List.of();
    }

    static List<? extends SagaEvent> handle(SagaState saga, RecordOrderConfirmed fact) {
        return saga.isAt(SagaStep.CONFIRMING_ORDER) ? List.of(new ShipmentAwaited(fact.orderId())) : List.of();
    }

    static List<? extends SagaEvent> handle(SagaState saga, RecordOrderShipped fact) {
        boolean secured = saga.hasAllLines(LineState.RESERVED) && saga.payment() == PaymentState.SECURED;
        return saga.isOpen() && secured
                ? List.of(new DeliveryStarted(fact.orderId(), saga.unsettled()))
                : List.of();
    }

    /** Records a dispatch, also of a line that an operator has written off. */
    static List<? extends SagaEvent> handle(SagaState saga, RecordLineDispatched fact) {
        LineState line = saga.stateOf(fact.sku());
        boolean awaited = saga.isAt(SagaStep.DELIVERING) && line == LineState.RESERVED;
        return awaited || line == LineState.DISPATCH_WRITTEN_OFF
                ? delivered(saga, new LineDispatched(fact.orderId(), fact.sku()))
                : List.of();
    }

    /** Records a captured payment, also one that an operator has written off. */
    static List<? extends SagaEvent> handle(SagaState saga, RecordPaymentCaptured fact) {
        boolean awaited = saga.isAt(SagaStep.DELIVERING) && saga.isPaymentToCollect();
        return awaited || saga.isAt(SagaStep.COMPLETED) && saga.isPaymentWrittenOff()
                ? delivered(saga, new PaymentCollected(fact.orderId()))
                : List.of();
    }

    private static List<? extends SagaEvent> delivered(SagaState saga, FulfilmentEvent part) {
        SagaState then = saga.after(part);
        boolean gone = then.hasAllLines(LineState.DISPATCHED, LineState.DISPATCH_WRITTEN_OFF);
        boolean paid = then.payment() == PaymentState.COLLECTED || then.isPaymentWrittenOff();
        return then.isAt(SagaStep.DELIVERING) && gone && paid
                ? List.of(part, new FulfilmentCompleted(part.orderId()))
                : List.of(part);
    }
}
