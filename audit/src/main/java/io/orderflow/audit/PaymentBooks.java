package io.orderflow.audit;

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
import org.jspecify.annotations.Nullable;

/** Follows payments, and notes each with its order. */
final class PaymentBooks implements Check {

    private final OrderCases cases;
    private final Findings findings;

    PaymentBooks(OrderCases cases, Findings findings) {
        this.cases = cases;
        this.findings = findings;
    }

    @Override
    public void on(EventReading fact) {
        if (fact.payload() instanceof PaymentEvent event) {
            OrderCase order = cases.of(event.paymentId().value());
            order.moved(fact);
            PaymentStatus next = statusAfter(event);
            findings.require(isAllowed(order.payment, event), Invariant.ENDS_AGREE, order.id,
                    fact.position(), "one of " + Transitions.after(order.payment) + " after " + order.payment, next);
            order.payment = next;
            switch (event) {
                case PaymentRequested requested -> {
                    order.asked = requested.amount();
                    findings.require(requested.amount().equals(order.total), Invariant.ENDS_AGREE, order.id,
                            fact.position(), order.total + " asked for", requested.amount());
                }
                case PaymentCaptured captured -> once(++order.captures, "captured", order, fact);
                case PaymentRefunded refunded -> once(++order.refunds, "refunded", order, fact);
                default -> {}
            }
        }
    }

    /** Whether the event may follow the status. A repeated request must be the one that the payment waits for. */
    private static boolean isAllowed(@Nullable PaymentStatus before, PaymentEvent event) {
        return event instanceof PaymentAskedAgain again
                ? again.status() == before
                : Transitions.after(before).contains(statusAfter(event));
    }

    private void once(int times, String what, OrderCase order, EventReading fact) {
        findings.count(Invariant.MOVED_ONCE);
        findings.require(times == 1, Invariant.MOVED_ONCE, fact.event().stream(), fact.position(), what + " once",
                what + " " + times + " times");
    }

    private static PaymentStatus statusAfter(PaymentEvent event) {
        return switch (event) {
            case PaymentRequested requested -> PaymentStatus.REQUESTED;
            case PaymentAuthorized authorized -> PaymentStatus.AUTHORIZED;
            case PaymentDeclined declined -> PaymentStatus.DECLINED;
            case PaymentCaptureRequested requested -> PaymentStatus.CAPTURING;
            case PaymentCaptured captured -> PaymentStatus.CAPTURED;
            case PaymentVoidRequested requested -> PaymentStatus.VOIDING;
            case PaymentVoided voided -> PaymentStatus.VOIDED;
            case PaymentRefundRequested requested -> PaymentStatus.REFUNDING;
            case PaymentRefundRefused refused -> PaymentStatus.CAPTURED;
            case PaymentRefunded refunded -> PaymentStatus.REFUNDED;
            case PaymentAskedAgain again -> again.status();
        };
    }
}
