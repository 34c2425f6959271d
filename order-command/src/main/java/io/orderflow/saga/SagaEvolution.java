package io.orderflow.saga;

import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.CompensationEvent.RejectionRecorded;
import io.orderflow.api.saga.CompensationEvent;
import io.orderflow.api.saga.DeadlineEvent.DeadlineExtended;
import io.orderflow.api.saga.DeadlineEvent.FulfilmentStalled;
import io.orderflow.api.saga.DeadlineEvent.StepTimedOut;
import io.orderflow.api.saga.DeadlineEvent;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentCompleted;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.FulfilmentEvent.LineDispatched;
import io.orderflow.api.saga.FulfilmentEvent.LineRefused;
import io.orderflow.api.saga.FulfilmentEvent.LineReserved;
import io.orderflow.api.saga.FulfilmentEvent.PaymentCollected;
import io.orderflow.api.saga.FulfilmentEvent.PaymentRefused;
import io.orderflow.api.saga.FulfilmentEvent.PaymentSecured;
import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.FulfilmentEvent;
import io.orderflow.api.saga.InterventionEvent.CancellationRefused;
import io.orderflow.api.saga.InterventionEvent.CancellationRequested;
import io.orderflow.api.saga.InterventionEvent.DeadlineCancelled;
import io.orderflow.api.saga.InterventionEvent.DeadlineMoved;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.InterventionEvent;
import io.orderflow.api.saga.RetryEvent.AuthorizationRetried;
import io.orderflow.api.saga.RetryEvent.CompensationRetried;
import io.orderflow.api.saga.RetryEvent.ConfirmationRetried;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.RetryEvent.ShipmentInquired;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Folds the events of a process. An instance is a copy of the state to which one event is applied. */
final class SagaEvolution {

    private final long sequence;
    private final Map<Sku, LineState> lines = new LinkedHashMap<>();
    private final Set<Sku> foundReserved = new LinkedHashSet<>();
    private SagaStep step;
    private PaymentState payment;
    private @Nullable RejectionReason reason;
    private boolean orderClosed;
    private long ask;
    private long deadline;
    private int attempts;
    private boolean stalled;
    private int operatorRequests;

    private SagaEvolution(SagaState before, long sequence) {
        this.sequence = sequence;
        before.lines().forEach(line -> lines.put(line.sku(), line.state()));
        foundReserved.addAll(before.foundReserved());
        step = before.step();
        payment = before.payment();
        reason = before.reason();
        orderClosed = before.orderClosed();
        ask = before.ask();
        deadline = before.deadline();
        attempts = before.attempts();
        stalled = before.stalled();
        operatorRequests = before.operatorRequests();
    }

    /**
     * Returns the state after an event.
     *
     * @param before   absent before the first event
     * @param sequence the sequence number of the event, which names the ask if the event asks
     */
    static SagaState fold(@Nullable SagaState before, SagaEvent event, long sequence) {
        if (before == null) {
            return begin((FulfilmentStarted) event, sequence);
        }
        SagaEvolution copy = new SagaEvolution(before, sequence);
        copy.apply(event);
        List<SagaState.SagaLine> lines = copy.lines.entrySet()
                .stream()
                .map(line -> new SagaState.SagaLine(line.getKey(), line.getValue()))
                .toList();
        return new SagaState(before.orderId(), before.start(), copy.step, lines, List.copyOf(copy.foundReserved),
                copy.payment, copy.reason, copy.orderClosed, copy.ask, copy.deadline, copy.attempts,
                copy.stalled, copy.operatorRequests);
    }

    private static SagaState begin(FulfilmentStarted event, long sequence) {
        List<SagaState.SagaLine> lines = event.lines()
                .stream()
                .map(line -> new SagaState.SagaLine(line.sku(), LineState.PENDING))
                .toList();
        return new SagaState(event.orderId(),
                new SagaState.Start(event.customerId(), event.accountId(), event.lines(), event.total()),
                SagaStep.RESERVING_STOCK, lines, List.of(), PaymentState.NOT_ASKED, null, false, sequence, sequence, 0,
                false, 0);
    }

    private void apply(SagaEvent event) {
        switch (event) {
            case FulfilmentEvent forward -> apply(forward);
            case CompensationEvent back -> apply(back);
            case RetryEvent again -> apply(again);
            case DeadlineEvent passed -> apply(passed);
            case InterventionEvent decision -> apply(decision);
        }
    }

    private void apply(FulfilmentEvent event) {
        // An operator may have completed the process with a skip, so its completion is no progress.
        operatorRequests = event instanceof FulfilmentCompleted ? operatorRequests : 0;
        switch (event) {
            case FulfilmentStarted started -> {}
            case LineReserved reserved -> reserved(reserved.sku());
            case LineRefused refused -> lines.put(refused.sku(), LineState.REFUSED);
            case StockSecured secured -> ask(SagaStep.AUTHORIZING_PAYMENT, PaymentState.ASKED);
            case PaymentSecured secured -> ask(SagaStep.CONFIRMING_ORDER, PaymentState.SECURED);
            case PaymentRefused refused -> payment = PaymentState.REFUSED;
            case ShipmentAwaited awaited -> begin(SagaStep.AWAITING_SHIPMENT);
            case DeliveryStarted delivery -> ask(SagaStep.DELIVERING, payment);
            case LineDispatched dispatched -> lines.put(dispatched.sku(), LineState.DISPATCHED);
            case PaymentCollected collected -> payment = PaymentState.COLLECTED;
            case FulfilmentCompleted completed -> step = SagaStep.COMPLETED;
        }
    }

    private void apply(CompensationEvent event) {
        switch (event) {
            case CompensationStarted compensation -> {
                ask(SagaStep.COMPENSATING, payment);
                reason = compensation.reason();
                orderClosed = compensation.reason() == null;
                operatorRequests = 0;
            }
            case LateReservationFound late -> foundReserved.add(late.sku());
            case LineReleased released -> {
                lines.put(released.sku(), LineState.RELEASED);
                operatorRequests = 0;
            }
            case PaymentReturned returned -> {
                payment = PaymentState.RETURNED;
                operatorRequests = 0;
            }
            case RejectionRecorded closed -> {
                orderClosed = true;
                operatorRequests = 0;
            }
            case FulfilmentCompensated compensated -> step = SagaStep.COMPENSATED;
        }
    }

    private void apply(RetryEvent event) {
        switch (event) {
            case ReservationRetried again -> ask();
            case AuthorizationRetried again -> ask();
            case ConfirmationRetried again -> ask();
            case DeliveryRetried again -> ask();
            case CompensationRetried again -> ask();
            case ShipmentInquired inquiry -> {}
        }
    }

    private void apply(DeadlineEvent event) {
        switch (event) {
            case StepTimedOut again -> attempts++;
            case DeadlineExtended unchanged -> {}
            case FulfilmentStalled end -> {
                stalled = true;
                operatorRequests = 0;
            }
        }
    }

    private void apply(InterventionEvent event) {
        switch (event) {
            case StepRetried retried -> {
                begin(retried.step());
                operatorRequests++;
            }
            case StepSkipped skipped -> {
                writeOff(skipped);
                operatorRequests++;
            }
            case DeadlineMoved moved -> {
                deadline = sequence;
                operatorRequests++;
            }
            case DeadlineCancelled cancelled -> {
                deadline = SagaState.NO_DEADLINE;
                operatorRequests++;
            }
            case CancellationRequested requested -> operatorRequests++;
            case CancellationRefused refused -> {}
        }
    }

    private void reserved(Sku sku) {
        lines.put(sku, LineState.RESERVED);
        foundReserved.add(sku);
    }

    private void begin(SagaStep next) {
        step = next;
        attempts = 0;
        stalled = false;
    }

    private void ask(SagaStep next, PaymentState paymentThen) {
        begin(next);
        payment = paymentThen;
        ask();
    }

    private void ask() {
        ask = sequence;
        deadline = sequence;
    }

    private void writeOff(StepSkipped skipped) {
        LineState writtenOff = skipped.step() == SagaStep.DELIVERING
                ? LineState.DISPATCH_WRITTEN_OFF
                : LineState.RELEASE_WRITTEN_OFF;
        skipped.skus().forEach(sku -> lines.put(sku, writtenOff));
        if (skipped.payment()) {
            payment = PaymentState.WRITTEN_OFF;
        }
    }
}
