package io.orderflow.payment;

import io.orderflow.api.payment.PaymentCommand.RecordHoldReleased;
import io.orderflow.api.payment.PaymentCommand.RecordRefundRefused;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptureRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoidRequested;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.command.Commands;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/**
 * Carries what payments request to the ledger. The events of one payment are handled in order, so that a release is
 * never asked for before the hold. What the ledger refuses for good is told to the payment where it can be an answer;
 * everything else is thrown, and waits among the dead letters without holding back another payment.
 */
@ProcessingGroup(PaymentPolicy.NAME)
@DisallowReplay
public final class PaymentPolicy {

    /** The processing group, which those who tell payments the ledger's answers share. */
    public static final String NAME = "payment-policy";

    private final Ledger ledger;
    private final Commands commands;

    public PaymentPolicy(Ledger ledger, Commands commands) {
        this.ledger = ledger;
        this.commands = commands;
    }

    @EventHandler
    void on(PaymentRequested event) {
        ledger.placeHold(event.paymentId(), event.accountId(), event.amount());
    }

    @EventHandler
    void on(PaymentCaptureRequested event) {
        ledger.captureHold(event.paymentId(), event.accountId());
    }

    /** An account that does not exist holds nothing. */
    @EventHandler
    void on(PaymentVoidRequested event) {
        try {
            ledger.releaseHold(event.paymentId(), event.accountId());
        } catch (LedgerRefused refused) {
            if (refused.code() != ProblemCode.NOT_FOUND) {
                throw refused;
            }
            commands.send(new RecordHoldReleased(event.paymentId()));
        }
    }

    @EventHandler
    void on(PaymentRefundRequested event) {
        try {
            ledger.refund(event.paymentId(), event.accountId(), event.amount());
        } catch (LedgerRefused refused) {
            commands.send(new RecordRefundRefused(event.paymentId(), refused.code()));
        }
    }
}
