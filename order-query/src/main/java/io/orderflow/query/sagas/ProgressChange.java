package io.orderflow.query.sagas;

import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.CompensationEvent.RejectionRecorded;
import io.orderflow.api.saga.CompensationEvent;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The effect of an event on its saga.
 *
 * @param progress the progress of the saga after the event
 * @param nearer   whether the event brings the saga nearer to its end. A repeated request, or a mere request, does not
 */
record ProgressChange(Progress progress, boolean nearer) {

    private static final String PAYMENT = "payment";
    private static final String CONFIRMATION = "confirmation";
    private static final String SHIPMENT = "shipment";
    private static final String REJECTION = "rejection";

    static ProgressChange of(@Nullable Progress before, SagaEvent event, Instant at) {
        Progress now = before == null ? new Progress(SagaStep.RESERVING_STOCK, List.of(), at) : before;
        return switch (event) {
            case FulfilmentEvent forward -> of(now, forward, at);
            case CompensationEvent back -> of(now, back, at);
            case RetryEvent again -> notNearer(after(now, again, at));
            case DeadlineEvent passed -> notNearer(now);
            case InterventionEvent decision -> of(now, decision);
        };
    }

    /** While the saga compensates, a line that turns out reserved must still be released. */
    private static ProgressChange of(Progress now, FulfilmentEvent event, Instant at) {
        return switch (event) {
            case FulfilmentStarted e ->
                nearer(now.in(SagaStep.RESERVING_STOCK, stock(e.lines().stream().map(OrderLine::sku)), at));
            case LineReserved e -> nearer(now.step() == SagaStep.COMPENSATING ? now : now.without(stock(e.sku())));
            case LineRefused e -> nearer(now.without(stock(e.sku())));
            case StockSecured e -> nearer(now.in(SagaStep.AUTHORIZING_PAYMENT, List.of(PAYMENT), at));
            case PaymentSecured e -> nearer(now.in(SagaStep.CONFIRMING_ORDER, List.of(CONFIRMATION), at));
            case PaymentRefused e -> nearer(now.without(PAYMENT));
            case ShipmentAwaited e -> nearer(now.in(SagaStep.AWAITING_SHIPMENT, List.of(SHIPMENT), at));
            case DeliveryStarted e -> nearer(now.in(SagaStep.DELIVERING, awaited(e.skus(), true, null), at));
            case LineDispatched e -> nearer(now.without(stock(e.sku())));
            case PaymentCollected e -> nearer(now.without(PAYMENT));
            case FulfilmentCompleted e -> nearer(now.in(SagaStep.COMPLETED, List.of(), at));
        };
    }

    /**
     * Follows the compensation. A line that is reserved late, after it was settled, is released too, but the saga does
     * not wait for that.
     */
    private static ProgressChange of(Progress now, CompensationEvent event, Instant at) {
        return switch (event) {
            case CompensationStarted e -> nearer(
                    now.in(SagaStep.COMPENSATING, awaited(e.skusToRelease(), e.voidPayment(), e.reason()), at));
            case LateReservationFound e -> notNearer(now);
            case LineReleased e -> nearer(now.without(stock(e.sku())));
            case PaymentReturned e -> nearer(now.without(PAYMENT));
            case RejectionRecorded e -> nearer(now.without(REJECTION));
            case FulfilmentCompensated e -> nearer(now.in(SagaStep.COMPENSATED, List.of(), at));
        };
    }

    private static Progress after(Progress now, RetryEvent event, Instant at) {
        return switch (event) {
            case ReservationRetried e -> now;
            case AuthorizationRetried e -> now;
            case ConfirmationRetried e -> now;
            case ShipmentInquired e -> now;
            case DeliveryRetried e -> now.in(SagaStep.DELIVERING, awaited(e.skus(), e.capturePayment(), null), at);
            case CompensationRetried e ->
                now.in(SagaStep.COMPENSATING, awaited(e.skusToRelease(), e.voidPayment(), e.reason()), at);
        };
    }

    private static ProgressChange of(Progress now, InterventionEvent event) {
        return switch (event) {
            case StepSkipped e -> nearer(now);
            case StepRetried e -> notNearer(now);
            case DeadlineMoved e -> notNearer(now);
            case DeadlineCancelled e -> notNearer(now);
            case CancellationRequested e -> notNearer(now);
            case CancellationRefused e -> notNearer(now);
        };
    }

    private static ProgressChange nearer(Progress progress) {
        return new ProgressChange(progress, true);
    }

    private static ProgressChange notNearer(Progress progress) {
        return new ProgressChange(progress, false);
    }

    private static List<String> awaited(List<Sku> skus, boolean payment, @Nullable RejectionReason reason) {
        List<String> awaited = new ArrayList<>(stock(skus.stream()));
        if (payment) {
            awaited.add(PAYMENT);
        }
        if (reason != null) {
            awaited.add(REJECTION);
        }
        return List.copyOf(awaited);
    }

    private static List<String> stock(Stream<Sku> skus) {
        return skus.map(ProgressChange::stock).toList();
    }

    private static String stock(Sku sku) {
        return "stock:" + sku.value();
    }
}
