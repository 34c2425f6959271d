package io.orderflow.audit;

import static io.orderflow.audit.Auditing.O1;
import static io.orderflow.audit.Auditing.audited;
import static io.orderflow.audit.Auditing.breached;
import static io.orderflow.audit.Business.ADA;
import static io.orderflow.audit.Business.TOTAL;
import static io.orderflow.audit.Business.hold;
import static io.orderflow.audit.Business.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent.MoneyWithdrawn;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

/** What the log says of money. */
class LogOfMoneyTest {

    @Test
    void noticesABalanceBelowZero() {
        Chronicle log = Business.healthy().plus(
                new MoneyWithdrawn(ADA, Money.of("99.00", "USD"), new TransactionId("t9")));
        assertThat(breached(audited(log))).containsOnly(Invariant.BALANCES_NOT_NEGATIVE);
    }

    @Test
    void noticesAnotherCurrency() {
        Chronicle log = Business.healthy().plus(new MoneyDeposited(ADA, Money.of("1.00", "EUR"),
                new TransactionId("t9"), DepositSource.CASH));
        assertThat(breached(audited(log))).contains(Invariant.BALANCES_NOT_NEGATIVE);
    }

    @Test
    void noticesATransactionThatHappensTwice() {
        Chronicle log = Business.healthy().plus(new MoneyDeposited(ADA, Money.of("100.00", "USD"),
                new TransactionId("t1"), DepositSource.CASH));
        assertThat(breached(audited(log))).containsOnly(Invariant.MOVED_ONCE);
    }

    @Test
    void noticesASecondCapture() {
        Chronicle log = Business.healthy().plus(new PaymentCaptured(payment("o1"), O1));
        assertThat(breached(audited(log))).contains(Invariant.MOVED_ONCE);
    }

    @Test
    void noticesASecondRefund() {
        Chronicle log = Business.healthy().plus(new PaymentRefunded(payment("o1"), O1));
        assertThat(breached(audited(log))).contains(Invariant.MOVED_ONCE);
    }

    @Test
    void noticesASecondRefundInTheAccount() {
        Chronicle log = Business.healthy().plus(Business.refund("o1"));
        assertThat(breached(audited(log))).containsOnly(Invariant.MOVED_ONCE, Invariant.REPORTS_AGREE);
    }

    @Test
    void noticesAHoldForNobody() {
        Chronicle log = Business.healthy().plus(new HoldPlaced(ADA, hold("ghost"), TOTAL));
        assertThat(breached(audited(log))).contains(Invariant.HOLDS_FOR_OPEN_AUTHORIZATIONS);
    }

    @Test
    void noticesAHoldThatOutlivesItsPayment() {
        Chronicle log = Business.healthy().plus(new HoldPlaced(ADA, hold("o2"), TOTAL));
        assertThat(breached(audited(log))).containsOnly(Invariant.HOLDS_FOR_OPEN_AUTHORIZATIONS);
    }

    @Test
    void noticesAnAuthorizedPaymentWithoutAHold() {
        Chronicle log = Business.healthy().plus(new HoldReleased(ADA, hold("o3"), TOTAL));
        assertThat(breached(audited(log))).containsOnly(Invariant.HOLDS_FOR_OPEN_AUTHORIZATIONS);
    }

    @Test
    void noticesMoneySpentForAnOrderThatIsNotShipped() {
        Chronicle log = Business.healthy().plus(new HoldCaptured(ADA, hold("o3"), TOTAL));
        assertThat(breached(audited(log))).contains(Invariant.ENDS_AGREE,
                Invariant.HOLDS_FOR_OPEN_AUTHORIZATIONS);
    }

    @Test
    void noticesThatTheLedgerDoesNotAddUp() {
        Chronicle log = Business.opened().plus(Business.confirmed("o1")).plus(Business.confirmed("o3"))
                .plus(new HoldCaptured(ADA, hold("o1"), Money.of("2.00", "USD")));
        Finding off = audited(log).of(finding -> finding.invariant() == Invariant.DEBITS_EQUAL_CREDITS)
                .getFirst();
        assertThat(off.id()).isEqualTo("holds USD");
        assertThat(off.found()).isEqualTo("4.00");
    }

    @Test
    void noticesAPostingThatWasChanged() {
        MoneyDeposited deposit = new MoneyDeposited(ADA, Money.of("100.00", "USD"), new TransactionId("t1"),
                DepositSource.CASH);
        Chronicle log = Business.healthy().replacing(deposit,
                new MoneyDeposited(ADA, Money.of("1000.00", "USD"), new TransactionId("t1"), DepositSource.CASH));
        Findings findings = audited(log);
        assertThat(breached(findings)).containsOnly(Invariant.CHAINS_UNBROKEN);
        assertThat(findings.breaches(Invariant.CHAINS_UNBROKEN)).isOne();
    }

    @Test
    void noticesAPostingWithoutAHash() {
        Chronicle log = Business.healthy().add(ADA.toString(),
                new MoneyDeposited(ADA, Money.of("1.00", "USD"), new TransactionId("t9"), DepositSource.CASH),
                MetaData.emptyInstance());
        assertThat(breached(audited(log))).containsOnly(Invariant.CHAINS_UNBROKEN);
    }
}
