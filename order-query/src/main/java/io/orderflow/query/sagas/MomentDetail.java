package io.orderflow.query.sagas;

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
import io.orderflow.api.stock.Sku;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in words what a saga's event tells beyond its name. */
final class MomentDetail {

    private MomentDetail() {}

    static @Nullable String of(SagaEvent event) {
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
            case StepTimedOut e -> e.step().name();
            case DeliveryRetried e -> asked(e.skus(), e.capturePayment());
            case CompensationStarted e -> cause(e.reason()) + "; " + asked(e.skusToRelease(), e.voidPayment());
            case CompensationRetried e -> cause(e.reason()) + "; " + asked(e.skusToRelease(), e.voidPayment());
            case LateReservationFound e -> e.sku().value();
            case LineReleased e -> e.sku().value();
            case PaymentReturned e -> null;
            case RejectionRecorded e -> null;
            case FulfilmentCompensated e -> null;
            case ReservationRetried e -> join(e.lines().stream().map(OrderLine::sku));
            case AuthorizationRetried e -> e.total().toString();
            case ConfirmationRetried e -> null;
            case ShipmentInquired e -> null;
            case FulfilmentStalled e -> e.step().name();
            case StepRetried e -> e.step().name();
            case StepSkipped e -> e.step().name() + ": " + asked(e.skus(), e.payment());
            case CancellationRequested e -> null;
            case CancellationRefused e -> e.detail();
            case DeadlineExtended e -> e.step().name();
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
