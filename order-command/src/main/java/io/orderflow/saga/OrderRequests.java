package io.orderflow.saga;

import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ConfirmOrder;
import io.orderflow.api.order.OrderCommand.VerifyShipment;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.InterventionEvent.CancellationRequested;
import io.orderflow.api.saga.InterventionEvent.DeadlineCancelled;
import io.orderflow.api.saga.InterventionEvent.DeadlineMoved;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.RetryEvent.AuthorizationRetried;
import io.orderflow.api.saga.RetryEvent.CompensationRetried;
import io.orderflow.api.saga.RetryEvent.ConfirmationRetried;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.RetryEvent.ShipmentInquired;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.saga.Deadlines.Ask;
import io.orderflow.saga.SagaCommand.RecordCancellationRefused;
import io.orderflow.saga.SagaCommand.RecordOrderCancelled;
import io.orderflow.saga.SagaCommand.RecordOrderConfirmed;
import io.orderflow.saga.SagaCommand.RecordOrderRejected;
import io.orderflow.saga.SagaCommand.RecordOrderShipped;
import io.orderflow.service.message.Commands;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.scheduling.EventScheduler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of a saga to its order, which belongs to the same service, and begins and ends the deadlines of
 * all its asks. It shares the processor of the {@link OrderSagaManager}.
 *
 * <p>A refused command is not repeated: where the saga waits for the refused action, another fact settles it (the order
 * was cancelled, the payment declined), or at last the deadline of the ask. A command that fails otherwise is thrown,
 * so that the event is handled again later, before any other of the same order.
 */
@ProcessingGroup(OrderSagaManager.PROCESSOR)
@DisallowReplay
public class OrderRequests {

    private final CommandSender sender;
    private final OrderClosing closing;
    private final Deadlines deadlines;
    private final StockRequests stock;
    private final PaymentRequests payments;

    public OrderRequests(Commands commands, EventScheduler scheduler, OrderSagaSettings settings, StockRequests stock,
            PaymentRequests payments) {
        this.sender = new CommandSender(commands);
        this.closing = new OrderClosing(sender);
        this.deadlines = new Deadlines(scheduler, settings);
        this.stock = stock;
        this.payments = payments;
    }

    @EventHandler
    void on(FulfilmentStarted event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.RESERVING_STOCK, ask));
    }

    @EventHandler
    void on(ReservationRetried event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.RESERVING_STOCK, ask));
    }

    @EventHandler
    void on(StockSecured event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.AUTHORIZING_PAYMENT, ask));
    }

    @EventHandler
    void on(AuthorizationRetried event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.AUTHORIZING_PAYMENT, ask));
    }

    @EventHandler
    void on(PaymentSecured event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.CONFIRMING_ORDER, ask));
        sender.send(new ConfirmOrder(event.orderId()));
    }

    /**
     * Asks the order for its confirmation, and tells the saga the answer: an order that was confirmed before applies no
     * event.
     */
    @EventHandler
    void on(ConfirmationRetried event, @SequenceNumber long ask,
            @MetaDataValue(RetryEvent.ATTEMPT) @Nullable Number attempt) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.CONFIRMING_ORDER, ask), orNone(attempt));
        if (sender.send(new ConfirmOrder(event.orderId())).isEmpty()) {
            sender.send(new RecordOrderConfirmed(event.orderId()));
        }
    }

    @EventHandler
    void on(ShipmentAwaited event) {
        deadlines.end(event.orderId());
    }

    @EventHandler
    void on(DeliveryStarted event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.DELIVERING, ask));
    }

    @EventHandler
    void on(DeliveryRetried event, @SequenceNumber long ask,
            @MetaDataValue(RetryEvent.ATTEMPT) @Nullable Number attempt) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.DELIVERING, ask), orNone(attempt));
    }

    @EventHandler
    void on(FulfilmentCompleted event) {
        deadlines.end(event.orderId());
    }

    @EventHandler
    void on(CompensationStarted event, @SequenceNumber long ask) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.COMPENSATING, ask));
        closing.close(event.orderId(), event.reason());
    }

    /**
     * Asks the order to be rejected, and tells the saga the answer: an order that was closed or shipped before applies
     * no event.
     */
    @EventHandler
    void on(CompensationRetried event, @SequenceNumber long ask,
            @MetaDataValue(RetryEvent.ATTEMPT) @Nullable Number attempt) {
        deadlines.begin(new Ask(event.orderId(), SagaStep.COMPENSATING, ask), orNone(attempt));
        if (!closing.close(event.orderId(), event.reason())) {
            inquireAfterShipment(event.orderId());
        } else if (event.reason() != null) {
            sender.send(new RecordOrderRejected(event.orderId()));
        }
    }

    @EventHandler
    void on(FulfilmentCompensated event) {
        deadlines.end(event.orderId());
    }

    @EventHandler
    void on(DeadlineMoved event, @SequenceNumber long number, @Timestamp Instant movedAt) {
        deadlines.move(new Ask(event.orderId(), event.step(), number), movedAt, event.due());
    }

    @EventHandler
    void on(DeadlineCancelled event) {
        deadlines.end(event.orderId());
    }

    @EventHandler
    void on(ShipmentInquired event) {
        inquireAfterShipment(event.orderId());
    }

    /**
     * Asks the order to be cancelled, and tells the saga the answer: an order that was cancelled before applies no
     * event. Where the order cannot be cancelled any more, the operator finds the reason in the process.
     */
    @EventHandler
    void on(CancellationRequested event) {
        OrderId order = event.orderId();
        sender.send(sender.send(new CancelOrder(order, event.reason()))
                .<Object>map(refusal -> new RecordCancellationRefused(order, refusal.detail()))
                .orElseGet(() -> new RecordOrderCancelled(order)));
    }

    /**
     * Sends the request for a late reservation, whose event may be a dead letter of this processor from the time when
     * the manager also sent the commands to the stock. The deadline repeats the requests of other events.
     */
    @EventHandler
    void on(LateReservationFound event, @Nullable DeadLetter<?> letter) {
        if (letter != null) {
            stock.on(event);
        }
    }

    /** Sends the requests of a skipped step, whose event may be a dead letter likewise. */
    @EventHandler
    void on(StepSkipped event, @Nullable DeadLetter<?> letter) {
        if (letter != null) {
            stock.on(event);
            payments.on(event);
        }
    }

    /**
     * Asks the order whether it is shipped, and tells the saga only where the order says so, because the order decides.
     */
    private void inquireAfterShipment(OrderId order) {
        if (sender.send(new VerifyShipment(order)).isEmpty()) {
            sender.send(new RecordOrderShipped(order));
        }
    }

    private static int orNone(@Nullable Number attempts) {
        return attempts == null ? 0 : attempts.intValue();
    }
}
