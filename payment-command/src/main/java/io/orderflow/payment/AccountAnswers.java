package io.orderflow.payment;

import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.payment.LedgerAnswer.RecordHoldCaptured;
import io.orderflow.payment.LedgerAnswer.RecordHoldPlaced;
import io.orderflow.payment.LedgerAnswer.RecordHoldRefused;
import io.orderflow.payment.LedgerAnswer.RecordHoldReleased;
import io.orderflow.payment.LedgerAnswer.RecordRefundDeposited;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;
import io.orderflow.service.message.Commands;
import java.util.Optional;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/**
 * Tells payments the answers of the accounts to their requests. It shares the payment policy's processor, so that the
 * requests and the answers of one payment are handled in the order in which they were stored.
 *
 * <p>It skips a hold or a deposit that no payment asked for.
 */
@ProcessingGroup(PaymentPolicy.NAME)
@DisallowReplay
public final class AccountAnswers {

    private final Commands commands;

    public AccountAnswers(Commands commands) {
        this.commands = commands;
    }

    /** Returns the key of an event's sequence, which all events that concern the same payment share. */
    public static Object sequenceOf(EventMessage<?> event) {
        return switch (event.getPayload()) {
            case PaymentEvent payment -> payment.paymentId().value();
            case HoldPlaced placed -> placed.holdId().value();
            case HoldRefused refused -> refused.holdId().value();
            case HoldCaptured captured -> captured.holdId().value();
            case HoldReleased released -> released.holdId().value();
            case MoneyDeposited deposited -> refundedBy(deposited)
                    .map(PaymentId::value)
                    .orElseGet(event::getIdentifier);
            default -> event.getIdentifier();
        };
    }

    @EventHandler
    void on(HoldPlaced event) {
        tell(new RecordHoldPlaced(paymentOf(event.holdId())));
    }

    @EventHandler
    void on(HoldRefused event) {
        tell(new RecordHoldRefused(paymentOf(event.holdId()), event.reason()));
    }

    @EventHandler
    void on(HoldCaptured event) {
        tell(new RecordHoldCaptured(paymentOf(event.holdId())));
    }

    @EventHandler
    void on(HoldReleased event) {
        tell(new RecordHoldReleased(paymentOf(event.holdId())));
    }

    @EventHandler
    void on(MoneyDeposited event) {
        refundedBy(event).map(RecordRefundDeposited::new).ifPresent(this::tell);
    }

    private void tell(LedgerAnswer answer) {
        try {
            commands.send(answer);
        } catch (RuntimeException failed) {
            if (CommandRefused.refusalIn(failed).filter(refusal -> refusal.code() == ProblemCode.NOT_FOUND).isEmpty()) {
                throw failed;
            }
        }
    }

    private static PaymentId paymentOf(HoldId hold) {
        return new PaymentId(hold.value());
    }

    private static Optional<PaymentId> refundedBy(MoneyDeposited event) {
        return event.source() == DepositSource.REFUND
                ? event.transactionId().refundedPayment()
                : Optional.empty();
    }
}
