package io.orderflow.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand;
import io.orderflow.api.account.AccountCommand.CaptureHold;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.PlaceHold;
import io.orderflow.api.account.AccountCommand.ReleaseHold;
import io.orderflow.api.account.AccountCommand.VerifyHold;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import io.orderflow.payment.LedgerAnswer.RecordHoldCaptured;
import io.orderflow.payment.LedgerAnswer.RecordHoldPlaced;
import io.orderflow.payment.LedgerAnswer.RecordHoldReleased;
import io.orderflow.payment.LedgerAnswer.RecordRefundDeposited;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.problem.Refusal;
import io.orderflow.service.message.CommandRefused;
import io.orderflow.service.message.Commands;
import java.util.Optional;

/**
 * Sends the requests of payments to the accounts. Their answers are events, which {@link AccountAnswers} handles. An
 * account gives each answer once: where it takes a capture, a release or a refund again, that happened before and no
 * event follows, so this class tells the payment itself. It makes no difference to the payment to learn an answer a
 * second time. Thread-safe.
 */
public final class AccountLedger implements Ledger {

    private final Commands commands;

    public AccountLedger(Commands commands) {
        this.commands = commands;
    }

    @Override
    public void placeHold(PaymentId payment, Payer payer, Money amount) {
        ask(new PlaceHold(payer.account(), HoldId.of(payment), amount, payer.customer()));
    }

    @Override
    public void verifyHold(PaymentId payment, AccountId account) {
        try {
            commands.send(new VerifyHold(account, HoldId.of(payment)));
        } catch (RuntimeException failed) {
            if (CommandRefused.refusalIn(failed).isEmpty()) {
                throw failed;
            }
            return;
        }
        commands.send(new RecordHoldPlaced(payment));
    }

    @Override
    public void captureHold(PaymentId payment, AccountId account) {
        ask(new CaptureHold(account, HoldId.of(payment)));
        commands.send(new RecordHoldCaptured(payment));
    }

    @Override
    public void releaseHold(PaymentId payment, AccountId account) {
        ask(new ReleaseHold(account, HoldId.of(payment)));
        commands.send(new RecordHoldReleased(payment));
    }

    @Override
    public void refund(PaymentId payment, AccountId account, Money amount) {
        ask(new Deposit(account, amount, TransactionId.refundOf(payment), DepositSource.REFUND));
        commands.send(new RecordRefundDeposited(payment));
    }

    private void ask(AccountCommand command) {
        try {
            commands.send(command);
        } catch (RuntimeException failed) {
            Optional<Refusal> refusal = CommandRefused.refusalIn(failed);
            if (refusal.isEmpty()) {
                throw failed;
            }
            throw new LedgerRefused(refusal.get().code(), refusal.get().detail(), failed);
        }
    }
}
