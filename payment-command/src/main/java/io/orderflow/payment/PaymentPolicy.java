package io.orderflow.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.payment.LedgerAnswer.RecordHoldReleased;
import io.orderflow.payment.LedgerAnswer.RecordRefundRefused;
import io.orderflow.api.payment.PaymentEvent.PaymentAskedAgain;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptureRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoidRequested;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.payment.Ledger.Payer;
import io.orderflow.service.message.Commands;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/**
 * Sends the requests of payments to the ledger. The events of one payment are handled in order, so that a release is
 * never asked for before the hold. Where the ledger refuses a request for good and that can be an answer, the policy
 * tells the payment. It throws every other failure, whose event then waits among the dead letters without holding back
 * another payment.
 */
@ProcessingGroup(PaymentPolicy.NAME)
@DisallowReplay
public final class PaymentPolicy {

    /** The processing group, which the handlers of the ledger's answers share. */
    public static final String NAME = "payment-policy";

    private final Ledger ledger;
    private final Commands commands;

    public PaymentPolicy(Ledger ledger, Commands commands) {
        this.ledger = ledger;
        this.commands = commands;
    }

    @EventHandler
    void on(PaymentRequested event) {
        ledger.placeHold(event.paymentId(), new Payer(event.accountId(), event.customerId()), event.amount());
    }

    @EventHandler
    void on(PaymentCaptureRequested event) {
        ledger.captureHold(event.paymentId(), event.accountId());
    }

    @EventHandler
    void on(PaymentVoidRequested event) {
        release(event.paymentId(), event.accountId());
    }

    @EventHandler
    void on(PaymentRefundRequested event) {
        refund(event.paymentId(), event.accountId(), event.amount());
    }

    /**
     * Asks the ledger again. It also verifies the hold, because the ledger may not answer a second time that it has
     * placed one.
     */
    @EventHandler
    void on(PaymentAskedAgain event) {
        switch (event.status()) {
            case REQUESTED -> {
                ledger.placeHold(event.paymentId(), new Payer(event.accountId(), event.customerId()), event.amount());
                ledger.verifyHold(event.paymentId(), event.accountId());
            }
            case CAPTURING -> ledger.captureHold(event.paymentId(), event.accountId());
            case VOIDING -> release(event.paymentId(), event.accountId());
            case REFUNDING -> refund(event.paymentId(), event.accountId(), event.amount());
            default -> throw new IllegalStateException("Nothing is asked of the ledger in " + event.status());
        }
    }

    /** Asks for the release. Where the account does not exist, it holds nothing, and the payment is told so. */
    private void release(PaymentId payment, AccountId account) {
        try {
            ledger.releaseHold(payment, account);
        } catch (LedgerRefused refused) {
            if (refused.code() != ProblemCode.NOT_FOUND) {
                throw refused;
            }
            commands.send(new RecordHoldReleased(payment));
        }
    }

    private void refund(PaymentId payment, AccountId account, Money amount) {
        try {
            ledger.refund(payment, account, amount);
        } catch (LedgerRefused refused) {
            commands.send(new RecordRefundRefused(payment, refused.code()));
        }
    }
}
