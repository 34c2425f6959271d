package io.orderflow.query.orders;

import io.orderflow.api.payment.PaymentEvent.PaymentAskedAgain;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptureRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRefused;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoidRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.query.orders.OrderView.Payment;
import org.jspecify.annotations.Nullable;

/** Folds the events of a payment into its order's document. */
final class PaymentFold {

    private PaymentFold() {}

    static OrderView fold(OrderView order, PaymentEvent event) {
        return order.paying(new Payment(event.paymentId().value(), statusAfter(event),
                reasonAfter(order.payment(), event)));
    }

    private static @Nullable String reasonAfter(@Nullable Payment before, PaymentEvent event) {
        String former = before == null ? null : before.reason();
        return switch (event) {
            case PaymentDeclined e -> e.reason().name();
            case PaymentRefundRefused e -> e.reason().name();
            case PaymentRequested e -> former;
            case PaymentAuthorized e -> former;
            case PaymentCaptureRequested e -> former;
            case PaymentCaptured e -> former;
            case PaymentVoidRequested e -> former;
            case PaymentVoided e -> former;
            case PaymentRefundRequested e -> former;
            case PaymentRefunded e -> former;
            case PaymentAskedAgain e -> former;
        };
    }

    private static PaymentStatus statusAfter(PaymentEvent event) {
        return switch (event) {
            case PaymentRequested e -> PaymentStatus.REQUESTED;
            case PaymentAuthorized e -> PaymentStatus.AUTHORIZED;
            case PaymentDeclined e -> PaymentStatus.DECLINED;
            case PaymentCaptureRequested e -> PaymentStatus.CAPTURING;
            case PaymentCaptured e -> PaymentStatus.CAPTURED;
            case PaymentVoidRequested e -> PaymentStatus.VOIDING;
            case PaymentVoided e -> PaymentStatus.VOIDED;
            case PaymentRefundRequested e -> PaymentStatus.REFUNDING;
            case PaymentRefunded e -> PaymentStatus.REFUNDED;
            case PaymentRefundRefused e -> PaymentStatus.CAPTURED;
            case PaymentAskedAgain e -> e.status();
        };
    }
}
