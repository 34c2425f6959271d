package io.orderflow.query.sagas;

import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.CompensationEvent;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.CompensationEvent.LineReleased;
import io.orderflow.api.saga.CompensationEvent.PaymentReturned;
import io.orderflow.api.saga.CompensationEvent.RejectionRecorded;
import io.orderflow.api.saga.DeadlineEvent;
import io.orderflow.api.saga.FulfilmentEvent;
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
import io.orderflow.api.saga.InterventionEvent;
import io.orderflow.api.saga.InterventionEvent.CancellationRefused;
import io.orderflow.api.saga.InterventionEvent.CancellationRequested;
import io.orderflow.api.saga.InterventionEvent.DeadlineCancelled;
import io.orderflow.api.saga.InterventionEvent.DeadlineMoved;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.RetryEvent.AuthorizationRetried;
import io.orderflow.api.saga.RetryEvent.CompensationRetried;
import io.orderflow.api.saga.RetryEvent.ConfirmationRetried;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.RetryEvent.ShipmentInquired;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.stock.Sku;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes in words the content of a saga's event beyond its name. */
final class MomentDetail {

    private MomentDetail() {}

    static @Nullable String of(SagaEvent event) {
        return switch (event) {
            case FulfilmentEvent forward -> of(forward);
            case CompensationEvent back -> of(back);
            case RetryEvent again -> of(again);
            case DeadlineEvent passed -> passed.step().name();
            case InterventionEvent decision -> of(decision);
        };
    }

    private static @Nullable String of(FulfilmentEvent event) {
        return switch (event) {
            case FulfilmentStarted e -> join(e.lines().stream().map(OrderLine::sku));
            case LineReserved e -> e.sku().value();
            case LineRefused e -> e.sku().value() + ": " + e.reason();
            case StockSecured e -> e.total().toString();
            case PaymentSecured e -> null;
            case PaymentRefused e -> e.reason().name();
            case ShipmentAwaited e -> null;
            case DeliveryStarted e -> join(e.skus().stream());
            case LineDispatched e -> e.sku().value();
            case PaymentCollected e -> null;
            case FulfilmentCompleted e -> null;
        };
    }

    private static @Nullable String of(CompensationEvent event) {
        return switch (event) {
            case CompensationStarted e -> cause(e.reason()) + "; " + asked(e.skusToRelease(), e.voidPayment());
            case LateReservationFound e -> e.sku().value();
            case LineReleased e -> e.sku().value();
            case PaymentReturned e -> null;
            case RejectionRecorded e -> null;
            case FulfilmentCompensated e -> null;
        };
    }

    private static @Nullable String of(RetryEvent event) {
        return switch (event) {
            case ReservationRetried e -> join(e.lines().stream().map(OrderLine::sku));
            case AuthorizationRetried e -> e.total().toString();
            case ConfirmationRetried e -> null;
            case ShipmentInquired e -> null;
            case DeliveryRetried e -> asked(e.skus(), e.capturePayment());
            case CompensationRetried e -> cause(e.reason()) + "; " + asked(e.skusToRelease(), e.voidPayment());
        };
    }

    private static @Nullable String of(InterventionEvent event) {
        return switch (event) {
            case StepRetried e -> e.step().name();
            case StepSkipped e -> e.step().name() + ": " + asked(e.skus(), e.payment());
            case DeadlineMoved e -> e.step().name() + ": until " + e.due();
            case DeadlineCancelled e -> e.step().name();
            case CancellationRequested e -> null;
            case CancellationRefused e -> e.detail();
        };
    }

    private static String cause(@Nullable RejectionReason reason) {
        return reason == null ? "cancelled" : reason.name();
    }

    private static String asked(List<Sku> skus, boolean payment) {
        String asked = Stream.of(join(skus.stream()), payment ? "payment" : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return asked.isEmpty() ? "nothing outstanding" : asked;
    }

    private static String join(Stream<Sku> skus) {
        return skus.map(Sku::value).collect(Collectors.joining(", "));
    }
}
