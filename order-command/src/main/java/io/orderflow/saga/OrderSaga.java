package io.orderflow.saga;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.orderflow.api.message.Handled;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.SagaCommand.RecordCancellationRefused;
import io.orderflow.api.saga.SagaCommand.RecordLineDispatched;
import io.orderflow.api.saga.SagaCommand.RecordLineRefused;
import io.orderflow.api.saga.SagaCommand.RecordLineReleased;
import io.orderflow.api.saga.SagaCommand.RecordLineReserved;
import io.orderflow.api.saga.SagaCommand.RecordOrderCancelled;
import io.orderflow.api.saga.SagaCommand.RecordOrderConfirmed;
import io.orderflow.api.saga.SagaCommand.RecordOrderRejected;
import io.orderflow.api.saga.SagaCommand.RecordOrderShipped;
import io.orderflow.api.saga.SagaCommand.RecordPaymentAuthorized;
import io.orderflow.api.saga.SagaCommand.RecordPaymentCaptured;
import io.orderflow.api.saga.SagaCommand.RecordPaymentDeclined;
import io.orderflow.api.saga.SagaCommand.RecordPaymentVoided;
import io.orderflow.api.saga.SagaCommand.StartFulfilment;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.CancellationRefused;
import io.orderflow.api.saga.SagaEvent.DeliveryStarted;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompensated;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompleted;
import io.orderflow.api.saga.SagaEvent.FulfilmentStarted;
import io.orderflow.api.saga.SagaEvent.LateReservationFound;
import io.orderflow.api.saga.SagaEvent.LineDispatched;
import io.orderflow.api.saga.SagaEvent.LineRefused;
import io.orderflow.api.saga.SagaEvent.LineReleased;
import io.orderflow.api.saga.SagaEvent.LineReserved;
import io.orderflow.api.saga.SagaEvent.PaymentCollected;
import io.orderflow.api.saga.SagaEvent.PaymentRefused;
import io.orderflow.api.saga.SagaEvent.PaymentReturned;
import io.orderflow.api.saga.SagaEvent.PaymentSecured;
import io.orderflow.api.saga.SagaEvent.RejectionRecorded;
import io.orderflow.api.saga.SagaEvent.ShipmentAwaited;
import io.orderflow.api.saga.SagaEvent.StockSecured;
import io.orderflow.api.saga.SagaId;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.service.aggregate.Snapshotted;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateMember;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * The process of one order, from its placing until everything is delivered or everything is undone.
 * <pre>
 * step                 entered by           then is sent                       left by                     deadline
 * RESERVING_STOCK      FulfilmentStarted    ReserveStock, every line           StockSecured                ask 3 times
 * AUTHORIZING_PAYMENT  StockSecured         AuthorizePayment                   PaymentSecured              ask 3 times
 * CONFIRMING_ORDER     PaymentSecured       ConfirmOrder                       ShipmentAwaited             ask again
 * AWAITING_SHIPMENT    ShipmentAwaited      nothing                            DeliveryStarted             none
 * DELIVERING           DeliveryStarted      CapturePayment, DispatchStock      FulfilmentCompleted         ask again
 * COMPENSATING         CompensationStarted  RejectOrder, ReleaseStock, VoidP.  FulfilmentCompensated       ask again
 * COMPLETED, COMPENSATED: the ends
 * </pre>
 * A refusal, a timeout and a cancellation all lead to COMPENSATING, from any step before DELIVERING. What is asked,
 * when it is asked again and what comes of a deadline is told in {@link Timeouts}.
 *
 * <p>An operator can do the following, at any time, whatever is stuck. Each action is an event with its reason:
 * <pre>
 * step                 retry asks again for         skip                              cancel
 * RESERVING_STOCK      every line not answered      refused: it would not be there    asks the order to be cancelled
 * AUTHORIZING_PAYMENT  the payment                  refused: it would not be paid     asks the order to be cancelled
 * CONFIRMING_ORDER     the confirmation             refused: the order must decide    asks the order to be cancelled
 * AWAITING_SHIPMENT    whether it is shipped        refused: only goods can leave     asks the order to be cancelled
 * DELIVERING           what is not answered         writes off what is not answered   refused: the goods have left
 * COMPENSATING         what is not answered         the same, once the order closed   refused: it is being undone
 * COMPLETED, COMPENSATED: all are refused, but a skip asks once more for what was written off and is not answered; what
 * its payment still waits for is asked again by a retry of the payment
 * </pre>
 * A retry at AWAITING_SHIPMENT or COMPENSATING asks the order whether it is shipped, because the letter that says so
 * may have been given up. Skipping ends the waiting and not the duty: what is written off is asked for once more, and
 * stays among the dead letters until it is taken or refused. Taken, it is dispatched, collected, released or voided
 * after all, which is recorded also after the end; refused, there was nothing held. So skipping loses at most the
 * answer.
 *
 * <p>A fact may be told twice or late, and is never an error:
 * <ul>
 * <li>Compensation asks for the release of every line that is not known to be refused, and for the return of a payment
 * that was only asked for, so that an answer still under way finds its undo behind it.
 * <li>A line whose reservation is heard of for the first time after it was refused or released is released once more,
 * also after the end ({@code LateReservationFound}). The process does not wait for the answer to that. The stock
 * reserves a line of an order once, so a reservation that has been recorded is a repeat, and adds nothing, whatever has
 * become of the line since. A payment needs no such care, because a voided payment cannot be authorized any more.
 * <li>The order may be confirmed, and even shipped, before the process hears of it. So nothing is given up any more for
 * want of a confirmation, and nothing is undone until the order is closed: it is the order that decides. Where shipping
 * came first nothing has been undone, everything is still secured, and the saga turns from compensation to delivery.
 * <li>A customer may cancel while the order is being rejected: closed is closed, and either fact settles it.
 * </ul>
 */
@Aggregate(snapshotFilter = Snapshotted.FILTER)
public class OrderSaga implements Snapshotted {

    @AggregateIdentifier
    private @Nullable SagaId sagaId;
    private final Progress progress = new Progress();
    @AggregateMember
    private final Interventions operator = new Interventions(progress);
    @AggregateMember
    private final Timeouts timeouts = new Timeouts(progress);

    OrderSaga() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Handled handle(StartFulfilment command) {
        if (progress.step() == null) {
            apply(new FulfilmentStarted(command.orderId(), command.customerId(), command.accountId(), command.lines(),
                    command.total()));
        }
        return handled();
    }

    @CommandHandler
    Handled handle(RecordLineReserved fact) {
        if (progress.lines().of(fact.sku()) == Lines.State.PENDING) {
            apply(new LineReserved(fact.orderId(), fact.sku(), fact.name()));
        } else if (!progress.lines().isFoundReserved(fact.sku())) {
            apply(new LateReservationFound(fact.orderId(), fact.sku(), progress.step()));
        }
        if (progress.isAt(SagaStep.RESERVING_STOCK) && progress.lines().areAll(Lines.State.RESERVED)) {
            FulfilmentStarted start = progress.start();
            apply(new StockSecured(fact.orderId(), start.accountId(), start.total()));
        }
        return handled();
    }

    @CommandHandler
    Handled handle(RecordPaymentAuthorized fact) {
        if (progress.isAt(SagaStep.AUTHORIZING_PAYMENT)) {
            apply(new PaymentSecured(fact.orderId()));
        }
        return handled();
    }

    @CommandHandler
    Handled handle(RecordOrderConfirmed fact) {
        if (progress.isAt(SagaStep.CONFIRMING_ORDER)) {
            apply(new ShipmentAwaited(fact.orderId()));
        }
        return handled();
    }

    @CommandHandler
    Handled handle(RecordOrderShipped fact) {
        if (progress.isOpen() && progress.isSecured()) {
            apply(new DeliveryStarted(fact.orderId(), progress.lines().unsettled()));
        }
        return handled();
    }

    @CommandHandler
    Handled handle(RecordLineDispatched fact) {
        if (progress.isToBeDispatched(fact.sku())) {
            apply(new LineDispatched(fact.orderId(), fact.sku()));
            completeWhereDelivered(fact.orderId());
        }
        return handled();
    }

    @CommandHandler
    Handled handle(RecordPaymentCaptured fact) {
        if (progress.isToBeCollected()) {
            apply(new PaymentCollected(fact.orderId()));
            completeWhereDelivered(fact.orderId());
        }
        return handled();
    }

    @CommandHandler
    Handled handle(RecordCancellationRefused fact) {
        apply(new CancellationRefused(fact.orderId(), fact.detail()));
        return handled();
    }

    @CommandHandler
    Handled handle(RecordLineRefused fact) {
        if (progress.lines().of(fact.sku()) == Lines.State.PENDING) {
            apply(new LineRefused(fact.orderId(), fact.sku(), fact.reason()));
            refused(fact.orderId(), RejectionReason.of(fact.reason()));
        }
        return handled();
    }

    @CommandHandler
    Handled handle(RecordPaymentDeclined fact) {
        if (progress.isPaymentToAnswer()) {
            apply(new PaymentRefused(fact.orderId(), fact.reason()));
            refused(fact.orderId(), RejectionReason.of(fact.reason()));
        }
        return handled();
    }

    @CommandHandler
    Handled handle(RecordOrderCancelled fact) {
        orderClosed(fact.orderId());
        return handled();
    }

    @CommandHandler
    Handled handle(RecordOrderRejected fact) {
        orderClosed(fact.orderId());
        return handled();
    }

    @CommandHandler
    Handled handle(RecordLineReleased fact) {
        if (progress.isToBeReleased(fact.sku())) {
            apply(new LineReleased(fact.orderId(), fact.sku()));
            endWhereUndone(fact.orderId());
        }
        return handled();
    }

    @CommandHandler
    Handled handle(RecordPaymentVoided fact) {
        if (progress.isToBeReturned()) {
            apply(new PaymentReturned(fact.orderId()));
            endWhereUndone(fact.orderId());
        }
        return handled();
    }

    @EventSourcingHandler
    void on(SagaEvent event, @SequenceNumber long sequence) {
        sagaId = new SagaId(event.orderId());
        progress.on(event, sequence);
    }

    /** Takes up where a snapshot left off. */
    @EventSourcingHandler
    void on(SagaState state) {
        sagaId = new SagaId(state.orderId());
        progress.restore(state);
    }

    @Override
    public SagaState state() {
        return progress.state();
    }

    private static Handled handled() {
        return new Handled(AggregateLifecycle.getVersion());
    }

    private void completeWhereDelivered(OrderId order) {
        if (progress.isDelivered()) {
            apply(new FulfilmentCompleted(order));
        }
    }

    /** A refusal is the end of a step forward, or one less to wait for on the way back. */
    private void refused(OrderId order, RejectionReason reason) {
        if (progress.isBeforeDelivery()) {
            Questions.undo(order, progress, reason);
        } else {
            endWhereUndone(order);
        }
    }

    private void orderClosed(OrderId order) {
        if (progress.isBeforeDelivery()) {
            Questions.undo(order, progress, null);
        } else if (progress.isOpen()) {
            apply(new RejectionRecorded(order));
            endWhereUndone(order);
        }
    }

    private void endWhereUndone(OrderId order) {
        if (progress.isUndone()) {
            apply(new FulfilmentCompensated(order));
        }
    }
}
