package io.orderflow.payment;

import static io.orderflow.payment.PaymentFixture.ACCOUNT;
import static io.orderflow.payment.PaymentFixture.AMOUNT;
import static io.orderflow.payment.PaymentFixture.CUSTOMER;
import static io.orderflow.payment.PaymentFixture.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.account.AccountCommand.CaptureHold;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.PlaceHold;
import io.orderflow.api.account.AccountCommand.ReleaseHold;
import io.orderflow.api.account.AccountCommand.VerifyHold;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import io.orderflow.payment.Ledger.Payer;
import io.orderflow.payment.LedgerAnswer.RecordHoldCaptured;
import io.orderflow.payment.LedgerAnswer.RecordHoldPlaced;
import io.orderflow.payment.LedgerAnswer.RecordHoldReleased;
import io.orderflow.payment.LedgerAnswer.RecordRefundDeposited;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.junit.jupiter.api.Test;

class AccountLedgerTest {

    private static final HoldId HOLD = new HoldId("o1");

    private final RecordedCommands commands = new RecordedCommands();
    private final AccountLedger ledger = new AccountLedger(commands.commands());

    @Test
    void placesAHoldNamedAfterThePayment() {
        ledger.placeHold(PAYMENT, new Payer(ACCOUNT, CUSTOMER), AMOUNT);

        assertThat(commands.sent()).containsExactly(new PlaceHold(ACCOUNT, HOLD, AMOUNT, CUSTOMER));
    }

    @Test
    void capturesTheHoldAndTellsThePaymentInCaseItWasCapturedBefore() {
        ledger.captureHold(PAYMENT, ACCOUNT);

        assertThat(commands.sent()).containsExactly(new CaptureHold(ACCOUNT, HOLD), new RecordHoldCaptured(PAYMENT));
    }

    @Test
    void tellsThePaymentOfAHoldThatIsThere() {
        ledger.verifyHold(PAYMENT, ACCOUNT);

        assertThat(commands.sent()).containsExactly(new VerifyHold(ACCOUNT, HOLD), new RecordHoldPlaced(PAYMENT));
    }

    @Test
    void tellsThePaymentNothingOfAHoldThatIsNotThere() {
        commands.failWith(new CommandRefused(ProblemCode.NOT_FOUND, "There is no hold"));

        ledger.verifyHold(PAYMENT, ACCOUNT);

        assertThat(commands.sent()).doesNotContain(new RecordHoldPlaced(PAYMENT));
    }

    @Test
    void releasesTheHoldAndTellsThePaymentInCaseItWasReleasedBefore() {
        ledger.releaseHold(PAYMENT, ACCOUNT);

        assertThat(commands.sent()).containsExactly(new ReleaseHold(ACCOUNT, HOLD), new RecordHoldReleased(PAYMENT));
    }

    @Test
    void refundsInATransactionNamedAfterThePaymentAndTellsItInCaseItWasRefundedBefore() {
        ledger.refund(PAYMENT, ACCOUNT, AMOUNT);

        assertThat(commands.sent())
                .containsExactly(new Deposit(ACCOUNT, AMOUNT, new TransactionId("refund-o1"), DepositSource.REFUND),
                        new RecordRefundDeposited(PAYMENT));
    }

    @Test
    void saysWhatTheAccountRefused() {
        commands.failWith(new CommandRefused(ProblemCode.NOT_FOUND, "There is no account:a1"));

        assertThatExceptionOfType(LedgerRefused.class)
                .isThrownBy(() -> ledger.releaseHold(PAYMENT, ACCOUNT))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ProblemCode.NOT_FOUND))
                .withMessage("There is no account:a1");
    }

    @Test
    void throwsAFailureAsItIs() {
        NoHandlerForCommandException failure = new NoHandlerForCommandException("nobody is there");
        commands.failWith(failure);

        assertThatThrownBy(() -> ledger.placeHold(PAYMENT, new Payer(ACCOUNT, CUSTOMER), AMOUNT)).isSameAs(failure);
    }
}
