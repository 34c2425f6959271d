package io.orderflow.saga;

import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaId;
import io.orderflow.saga.SagaCommand.CancelDeadline;
import io.orderflow.saga.SagaCommand.CancelFulfilment;
import io.orderflow.saga.SagaCommand.MoveDeadline;
import io.orderflow.saga.SagaCommand.RecordCancellationRefused;
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
import io.orderflow.saga.SagaCommand.RetryStep;
import io.orderflow.saga.SagaCommand.SkipStep;
import io.orderflow.saga.SagaCommand.StartFulfilment;
import io.orderflow.service.aggregate.Snapshotted;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
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
 * A refusal, a timeout and a cancellation all lead to COMPENSATING, from any step before DELIVERING. {@link Timeouts}
 * tells when the saga asks again, and what follows a deadline. The decisions are cut by phase: {@link Fulfilment} is
 * the way forward, {@link Compensation} the way back, {@link Interventions} decides on the requests of an operator.
 * Each is a function from {@link SagaState} to events, and only this class applies them.
 *
 * <p>An operator can intervene as follows, at any time, whatever is stuck. Each intervention is an event with a reason:
 * <pre>
 * step                 retry asks again for         skip                              cancel
 * RESERVING_STOCK      every line not answered      refused: it would not be there    asks the order to be cancelled
 * AUTHORIZING_PAYMENT  the payment                  refused: it would not be paid     asks the order to be cancelled
 * CONFIRMING_ORDER     the confirmation             refused: the order must decide    asks the order to be cancelled
 * AWAITING_SHIPMENT    whether it is shipped        refused: only goods can leave     asks the order to be cancelled
 * DELIVERING           what is not answered         writes off what is not answered   refused: the goods have left
 * COMPENSATING         what is not answered         the same, once the order closed   refused: it is being undone
 * COMPLETED, COMPENSATED: all are refused, but a skip asks once more for written-off answers that have not come; a
 * retry of the payment asks the ledger again for the answer that the payment still waits for
 * </pre>
 * A retry at AWAITING_SHIPMENT or COMPENSATING asks the order whether it is shipped, because the letter with that fact
 * may have been given up. A skip ends the waiting and not the duty: the saga sends the written-off requests once more,
 * and they stay among the dead letters until the service takes or refuses them. A request that is taken dispatches,
 * collects, releases or voids after all, and the saga records that also after its end; a request is refused where
 * nothing was held. So a skip loses at most the answer.
 *
 * <p>An operator can also move or cancel the deadline of what a step waits for ({@link DeadlineChanges}).
 *
 * <p>The saga may learn a fact twice or late, and a fact is never an error:
 * <ul>
 * <li>Compensation asks for the release of every line that is not known to be refused, and for the return of a payment
 * that was only asked for, so that an undo follows each answer that is still under way.
 * <li>Where the saga first learns of a line's reservation after the line was refused or released, the line is released
 * once more, also after the end ({@code LateReservationFound}). The process does not wait for the answer to that. The
 * stock reserves a line of an order once, so a reservation that has been recorded is a repeat, and adds nothing,
 * whatever state the line has now. A payment needs no such care, because a voided payment cannot be authorized.
 * <li>The order may be confirmed, and even shipped, before the process learns of it. So the saga gives no order up for
 * want of a confirmation, and undoes nothing until the order is closed: the order decides. Where shipping came first
 * nothing has been undone, everything is still secured, and the saga turns from compensation to delivery.
 * <li>A customer may cancel while the order is being rejected: either fact closes the order, which is all that counts.
 * </ul>
 */
@Aggregate(snapshotFilter = Snapshotted.FILTER)
public class OrderSaga implements Snapshotted {

    @AggregateIdentifier
    private @Nullable SagaId sagaId;
    private @Nullable SagaState state;

    OrderSaga() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(StartFulfilment command) {
        apply(Fulfilment.handle(state, command));
    }

    @CommandHandler
    void handle(RecordLineReserved fact) {
        apply(Fulfilment.handle(state, fact));
    }

    @CommandHandler
    void handle(RecordPaymentAuthorized fact) {
        apply(Fulfilment.handle(state, fact));
    }

    @CommandHandler
    void handle(RecordOrderConfirmed fact) {
        apply(Fulfilment.handle(state, fact));
    }

    @CommandHandler
    void handle(RecordOrderShipped fact) {
        apply(Fulfilment.handle(state, fact));
    }

    @CommandHandler
    void handle(RecordLineDispatched fact) {
        apply(Fulfilment.handle(state, fact));
    }

    @CommandHandler
    void handle(RecordPaymentCaptured fact) {
        apply(Fulfilment.handle(state, fact));
    }

    @CommandHandler
    void handle(RecordLineRefused fact) {
        apply(Compensation.handle(state, fact));
    }

    @CommandHandler
    void handle(RecordPaymentDeclined fact) {
        apply(Compensation.handle(state, fact));
    }

    @CommandHandler
    void handle(RecordOrderCancelled fact) {
        apply(Compensation.handleClosedOrder(state));
    }

    @CommandHandler
    void handle(RecordOrderRejected fact) {
        apply(Compensation.handleClosedOrder(state));
    }

    @CommandHandler
    void handle(RecordLineReleased fact) {
        apply(Compensation.handle(state, fact));
    }

    @CommandHandler
    void handle(RecordPaymentVoided fact) {
        apply(Compensation.handle(state, fact));
    }

    @CommandHandler
    void handle(RecordStepTimeout fact) {
        apply(Timeouts.handle(state, fact));
    }

    @CommandHandler
    void handle(RetryStep command) {
        apply(Interventions.handle(state, command));
    }

    @CommandHandler
    void handle(SkipStep command) {
        apply(Interventions.handle(state, command));
    }

    @CommandHandler
    void handle(CancelFulfilment command) {
        apply(Interventions.handle(state, command));
    }

    @CommandHandler
    void handle(MoveDeadline command) {
        apply(DeadlineChanges.handle(state, command));
    }

    @CommandHandler
    void handle(CancelDeadline command) {
        apply(DeadlineChanges.handle(state, command));
    }

    @CommandHandler
    void handle(RecordCancellationRefused fact) {
        apply(Interventions.handle(fact));
    }

    @EventSourcingHandler
    void on(SagaEvent event, @SequenceNumber long sequence) {
        sagaId = new SagaId(event.orderId());
        state = SagaEvolution.fold(state, event, sequence);
    }

    /** Restores the state of a snapshot. */
    @EventSourcingHandler
    void on(SagaState snapshot) {
        sagaId = new SagaId(snapshot.orderId());
        state = snapshot;
    }

    @Override
    public SagaState state() {
        return state;
    }

    /** Applies events. An event that asks again carries how often the time for its step has run out. */
    private void apply(List<? extends SagaEvent> decided) {
        for (SagaEvent event : decided) {
            if (event instanceof RetryEvent) {
                AggregateLifecycle.apply(event, MetaData.with(RetryEvent.ATTEMPT, state.attempts()));
            } else {
                AggregateLifecycle.apply(event);
            }
        }
    }
}
