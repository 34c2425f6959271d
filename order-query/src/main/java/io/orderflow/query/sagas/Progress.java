package io.orderflow.query.sagas;

import static io.orderflow.api.saga.SagaStep.AUTHORIZING_PAYMENT;
import static io.orderflow.api.saga.SagaStep.AWAITING_SHIPMENT;
import static io.orderflow.api.saga.SagaStep.COMPENSATED;
import static io.orderflow.api.saga.SagaStep.COMPENSATING;
import static io.orderflow.api.saga.SagaStep.COMPLETED;
import static io.orderflow.api.saga.SagaStep.CONFIRMING_ORDER;
import static io.orderflow.api.saga.SagaStep.DELIVERING;
import static io.orderflow.api.saga.SagaStep.RESERVING_STOCK;

import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaEvent.AuthorizationRetried;
import io.orderflow.api.saga.SagaEvent.CancellationRefused;
import io.orderflow.api.saga.SagaEvent.CancellationRequested;
import io.orderflow.api.saga.SagaEvent.CompensationRetried;
import io.orderflow.api.saga.SagaEvent.CompensationStarted;
import io.orderflow.api.saga.SagaEvent.ConfirmationRetried;
import io.orderflow.api.saga.SagaEvent.DeadlineExtended;
import io.orderflow.api.saga.SagaEvent.DeliveryRetried;
import io.orderflow.api.saga.SagaEvent.DeliveryStarted;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompensated;
import io.orderflow.api.saga.SagaEvent.FulfilmentCompleted;
import io.orderflow.api.saga.SagaEvent.FulfilmentStalled;
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
import io.orderflow.api.saga.SagaEvent.ReservationRetried;
import io.orderflow.api.saga.SagaEvent.ShipmentAwaited;
import io.orderflow.api.saga.SagaEvent.ShipmentInquired;
import io.orderflow.api.saga.SagaEvent.StepRetried;
import io.orderflow.api.saga.SagaEvent.StepSkipped;
import io.orderflow.api.saga.SagaEvent.StepTimedOut;
import io.orderflow.api.saga.SagaEvent.StockSecured;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a saga stands.
 *
 * @param waitingFor what must still be answered before the step is over: {@code payment}, {@code confirmation},
 *                   {@code shipment}, {@code rejection}, or {@code stock:} and a sku; empty where nothing is awaited
 * @param since      when the step began
 */
public record Progress(SagaStep step, List<String> waitingFor, Instant since) {

    private static final String PAYMENT = "payment";
    private static final String CONFIRMATION = "confirmation";
    private static final String SHIPMENT = "shipment";
    private static final String REJECTION = "rejection";

    /**
     * Returns where the saga stands after its event. A saga stands at its first step until it says otherwise.
     *
     * <p>While it compensates, a line that turns out reserved must still be released. What is reserved late, after its
     * line was settled, is released too, but nobody waits for that.
     */
    public static Progress after(@Nullable Progress before, SagaEvent event, Instant at) {
        Progress now = before == null ? new Progress(RESERVING_STOCK, List.of(), at) : before;
        return switch (event) {
            case FulfilmentStarted e -> now.in(RESERVING_STOCK, stock(e.lines().stream().map(OrderLine::sku)), at);
            case LineReserved e -> now.step == COMPENSATING ? now : now.without(stock(e.sku()));
            case LineRefused e -> now.without(stock(e.sku()));
            case StockSecured e -> now.in(AUTHORIZING_PAYMENT, List.of(PAYMENT), at);
            case PaymentSecured e -> now.in(CONFIRMING_ORDER, List.of(CONFIRMATION), at);
            case PaymentRefused e -> now.without(PAYMENT);
            case ShipmentAwaited e -> now.in(AWAITING_SHIPMENT, List.of(SHIPMENT), at);
            case DeliveryStarted e -> now.in(DELIVERING, delivery(e.skus(), true), at);
            case DeliveryRetried e -> now.in(DELIVERING, delivery(e.skus(), e.capturePayment()), at);
            case LineDispatched e -> now.without(stock(e.sku()));
            case PaymentCollected e -> now.without(PAYMENT);
            case FulfilmentCompleted e -> now.in(COMPLETED, List.of(), at);
            case StepTimedOut e -> now;
            case CompensationStarted e -> now.in(COMPENSATING, undo(e.skusToRelease(), e.voidPayment(), e.reason()),
                    at);
            case CompensationRetried e -> now.in(COMPENSATING, undo(e.skusToRelease(), e.voidPayment(), e.reason()),
                    at);
            case LateReservationFound e -> now;
            case LineReleased e -> now.without(stock(e.sku()));
            case PaymentReturned e -> now.without(PAYMENT);
            case RejectionRecorded e -> now.without(REJECTION);
            case FulfilmentCompensated e -> now.in(COMPENSATED, List.of(), at);
            case ReservationRetried e -> now;
            case AuthorizationRetried e -> now;
            case ConfirmationRetried e -> now;
            case ShipmentInquired e -> now;
            case FulfilmentStalled e -> now;
            case StepRetried e -> now;
            case StepSkipped e -> now;
            case CancellationRequested e -> now;
            case CancellationRefused e -> now;
            case DeadlineExtended e -> now;
        };
    }

    /** Whether the event brings the saga nearer to its end. What is asked again, or only wished for, does not. */
    static boolean isMadeBy(SagaEvent event) {
        return switch (event) {
            case StepTimedOut e -> false;
            case ReservationRetried e -> false;
            case AuthorizationRetried e -> false;
            case ConfirmationRetried e -> false;
            case ShipmentInquired e -> false;
            case DeliveryRetried e -> false;
            case CompensationRetried e -> false;
            case FulfilmentStalled e -> false;
            case StepRetried e -> false;
            case CancellationRequested e -> false;
            case CancellationRefused e -> false;
            case DeadlineExtended e -> false;
            case LateReservationFound e -> false;
            default -> true;
        };
    }

    private Progress in(SagaStep newStep, List<String> awaited, Instant at) {
        return new Progress(newStep, awaited, newStep == step ? since : at);
    }

    private Progress without(String answered) {
        return new Progress(step, waitingFor.stream().filter(awaited -> !awaited.equals(answered)).toList(), since);
    }

    private static List<String> delivery(List<Sku> skus, boolean capture) {
        return undo(skus, capture, null);
    }

    private static List<String> undo(List<Sku> skus, boolean payment, @Nullable RejectionReason reason) {
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
        return skus.map(Progress::stock).toList();
    }

    private static String stock(Sku sku) {
        return "stock:" + sku.value();
    }
}
