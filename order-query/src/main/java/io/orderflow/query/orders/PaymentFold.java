package io.orderflow.query.orders;

import io.orderflow.api.payment.PaymentEvent;
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
import io.orderflow.api.payment.PaymentStatus;
import org.jspecify.annotations.Nullable;

/** What the events of a payment change in its order's document. */
final class PaymentFold {

    private PaymentFold() {}

    static OrderView fold(OrderView order, PaymentEvent event) {
        @Nullable
        String reason = order.payment() == null ? null : order.payment().reason();
        if (event instanceof PaymentDeclined declined) {
            reason = declined.reason().name();
        }
        return order.paying(new OrderView.Payment(event.paymentId().value(), statusAfter(event), reason));
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
            case PaymentRefundRefused e -> PaymentStatus.CAPTURED;
            case PaymentRefunded e -> PaymentStatus.REFUNDED;
        };
    }
}
