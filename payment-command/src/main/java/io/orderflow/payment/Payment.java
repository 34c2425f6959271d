package io.orderflow.payment;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.payment.PaymentCommand.CapturePayment;
import io.orderflow.payment.LedgerAnswer.RecordHoldCaptured;
import io.orderflow.payment.LedgerAnswer.RecordHoldPlaced;
import io.orderflow.payment.LedgerAnswer.RecordHoldRefused;
import io.orderflow.payment.LedgerAnswer.RecordHoldReleased;
import io.orderflow.payment.LedgerAnswer.RecordRefundDeposited;
import io.orderflow.payment.LedgerAnswer.RecordRefundRefused;
import io.orderflow.api.payment.PaymentCommand.RefundPayment;
import io.orderflow.api.payment.PaymentCommand.RetryPayment;
import io.orderflow.api.payment.PaymentCommand.VoidPayment;
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
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.service.aggregate.Snapshotted;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * One payment. It is requested and then authorized or declined; an authorized payment is captured or voided; a captured
 * one may be refunded in full. An action of the ledger goes in two steps, the request and the ledger's answer, which
 * may arrive late, twice, or after the payment was given up, and never breaks the payment. While an answer is missing,
 * a repeat of the request, and a retry, ask the ledger again.
 *
 * <p>A payment may also begin and end with its voiding, where the command to void it overtakes the command to authorize
 * it: the payment is then never requested. Each command to void a payment is answered, also where the payment was
 * declined in the meantime.
 */
@Aggregate(snapshotFilter = Snapshotted.FILTER)
class Payment implements Snapshotted {

    /** How often the ledger is asked again for the same answer before a person's request to ask it is refused. */
    static final int MAX_REPEATS = 100;

    @AggregateIdentifier
    private @Nullable PaymentId id;
    private @Nullable OrderId orderId;
    private @Nullable PaymentRequested request;
    private @Nullable PaymentStatus status;
    private boolean onceAuthorized;
    private int repeats;

    Payment() {}

    /**
     * Requests the payment. A voided payment is not requested: the sender has learned, or will learn, that it is
     * voided.
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(AuthorizePayment command) {
        var asked = new PaymentRequested(command.paymentId(), command.orderId(), command.accountId(),
                command.amount(), command.customerId());
        if (status == null) {
            apply(asked);
        } else if (request != null && !isSame(request, asked)) {
            throw new PaymentAskedForDifferently(command.paymentId());
        } else if (status == PaymentStatus.REQUESTED) {
            askAgain();
        }
    }

    @CommandHandler
    void handle(CapturePayment command) {
        switch (status) {
            case AUTHORIZED -> apply(new PaymentCaptureRequested(id, orderId, request.accountId()));
            case CAPTURING -> askAgain();
            case CAPTURED, REFUNDING, REFUNDED -> {}
            default -> throw new PaymentNotAuthorized(id, status);
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(VoidPayment command) {
        switch (status) {
            case null -> apply(new PaymentVoided(command.paymentId(), command.orderId()));
            case DECLINED -> apply(new PaymentVoided(id, orderId));
            case REQUESTED, AUTHORIZED -> apply(new PaymentVoidRequested(id, orderId, request.accountId()));
            case VOIDING -> askAgain();
            case VOIDED -> {}
            case CAPTURING, CAPTURED, REFUNDING, REFUNDED -> throw new PaymentAlreadyCaptured(id);
        }
    }

    @CommandHandler
    void handle(RefundPayment command) {
        switch (status) {
            case CAPTURED -> apply(new PaymentRefundRequested(id, orderId, request.accountId(), request.amount()));
            case REFUNDING -> askAgainForAPerson();
            case REFUNDED -> {}
            default -> throw new PaymentNotCaptured(id, orderId, status);
        }
    }

    @CommandHandler
    void handle(RetryPayment command) {
        switch (status) {
            case REQUESTED, CAPTURING, VOIDING, REFUNDING -> askAgainForAPerson();
            case AUTHORIZED, DECLINED, CAPTURED, VOIDED, REFUNDED ->
                throw new PaymentWaitsForNothing(id, orderId, status);
        }
    }

    /** Authorizes the payment. A hold that is placed after the payment was given up is released again, and not lost. */
    @CommandHandler
    void handle(RecordHoldPlaced command) {
        if (status == PaymentStatus.REQUESTED) {
            apply(new PaymentAuthorized(id, orderId));
        } else if (isGivenUpWithoutAHold()) {
            apply(new PaymentVoidRequested(id, orderId, request.accountId()));
        }
    }

    /** Declines the payment. A payment that is being voided has nothing to release any more. */
    @CommandHandler
    void handle(RecordHoldRefused command) {
        if (status == PaymentStatus.REQUESTED) {
            apply(new PaymentDeclined(id, orderId, command.reason(), request.amount()));
        } else if (status == PaymentStatus.VOIDING && !onceAuthorized) {
            apply(new PaymentVoided(id, orderId));
        }
    }

    @CommandHandler
    void handle(RecordHoldCaptured command) {
        if (status == PaymentStatus.CAPTURING) {
            apply(new PaymentCaptured(id, orderId));
        }
    }

    @CommandHandler
    void handle(RecordHoldReleased command) {
        if (status == PaymentStatus.VOIDING) {
            apply(new PaymentVoided(id, orderId));
        }
    }

    /** Records a refund, also where the ledger had refused it before: money that came back counts. */
    @CommandHandler
    void handle(RecordRefundDeposited command) {
        if (status == PaymentStatus.REFUNDING || status == PaymentStatus.CAPTURED) {
            apply(new PaymentRefunded(id, orderId));
        }
    }

    @CommandHandler
    void handle(RecordRefundRefused command) {
        if (status == PaymentStatus.REFUNDING) {
            apply(new PaymentRefundRefused(id, orderId, command.reason()));
        }
    }

    @EventSourcingHandler
    void on(PaymentRequested event) {
        id = event.paymentId();
        orderId = event.orderId();
        request = event;
        status = PaymentStatus.REQUESTED;
        repeats = 0;
    }

    @EventSourcingHandler
    void on(PaymentAuthorized event) {
        onceAuthorized = true;
        status = PaymentStatus.AUTHORIZED;
    }

    @EventSourcingHandler
    void on(PaymentDeclined event) {
        status = PaymentStatus.DECLINED;
    }

    @EventSourcingHandler
    void on(PaymentCaptureRequested event) {
        status = PaymentStatus.CAPTURING;
        repeats = 0;
    }

    @EventSourcingHandler
    void on(PaymentCaptured event) {
        status = PaymentStatus.CAPTURED;
    }

    @EventSourcingHandler
    void on(PaymentAskedAgain event) {
        repeats++;
    }

    @EventSourcingHandler
    void on(PaymentVoidRequested event) {
        status = PaymentStatus.VOIDING;
        repeats = 0;
    }

    @EventSourcingHandler
    void on(PaymentVoided event) {
        id = event.paymentId();
        orderId = event.orderId();
        status = PaymentStatus.VOIDED;
    }

    @EventSourcingHandler
    void on(PaymentRefundRequested event) {
        status = PaymentStatus.REFUNDING;
        repeats = 0;
    }

    @EventSourcingHandler
    void on(PaymentRefunded event) {
        status = PaymentStatus.REFUNDED;
    }

    @EventSourcingHandler
    void on(PaymentRefundRefused event) {
        status = PaymentStatus.CAPTURED;
    }

    /** Restores the state of a snapshot. */
    @EventSourcingHandler
    void on(PaymentState state) {
        id = state.paymentId();
        orderId = state.orderId();
        request = state.request() == null
                ? null
                : new PaymentRequested(id, orderId, state.request().accountId(), state.request().amount(),
                        state.request().customerId());
        status = state.status();
        onceAuthorized = state.onceAuthorized();
        repeats = state.repeats();
    }

    @Override
    public PaymentState state() {
        return new PaymentState(id, orderId,
                request == null
                        ? null
                        : new PaymentState.Request(request.accountId(), request.amount(), request.customerId()),
                status,
                onceAuthorized, repeats);
    }

    /**
     * Whether a hold is a new one that must be released. A payment that was authorized knows its hold, so another
     * answer about it is a repeat. Otherwise a hold after the end counts as a new one. Where it is a repeat after all,
     * its release is a repeat too, and the repeated answer, which follows in the same order, ends the payment again.
     */
    private boolean isGivenUpWithoutAHold() {
        return request != null && !onceAuthorized
                && (status == PaymentStatus.DECLINED || status == PaymentStatus.VOIDED);
    }

    /** A request from before the customer was told is the same as one that tells the customer. */
    private static boolean isSame(PaymentRequested first, PaymentRequested again) {
        return first.orderId().equals(again.orderId()) && first.accountId().equals(again.accountId())
                && first.amount().equals(again.amount())
                && (first.customerId() == null || first.customerId().equals(again.customerId()));
    }

    /** Asks again for a person, up to a limit: each repeat is an event, and a stream must not grow without an end. */
    private void askAgainForAPerson() {
        if (repeats >= MAX_REPEATS) {
            throw new PaymentAskedOftenEnough(id, status);
        }
        askAgain();
    }

    /** Asks the ledger again. The request may have been lost on its way to the ledger, or given up there. */
    private void askAgain() {
        apply(new PaymentAskedAgain(id, orderId, request.accountId(), request.amount(), status,
                request.customerId()));
    }
}
