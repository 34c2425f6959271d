package io.orderflow.ledger;

import static io.orderflow.account.AccountFixture.closed;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.holdCaptured;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.holdRefused;
import static io.orderflow.account.AccountFixture.holdReleased;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.refunded;
import static io.orderflow.account.AccountFixture.withdrawn;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.account.HoldRefusal;
import org.junit.jupiter.api.Test;

class PostingTest {

    @Test
    void postsCashThatIsPaidIn() {
        assertThat(Posting.of(deposited("t1", dollars("5"))))
                .contains(new Posting(LedgerAccount.CASH, LedgerAccount.CUSTOMERS, dollars("5")));
    }

    @Test
    void takesARefundBackFromSales() {
        assertThat(Posting.of(refunded("t1", dollars("5"))))
                .contains(new Posting(LedgerAccount.SALES, LedgerAccount.CUSTOMERS, dollars("5")));
    }

    @Test
    void postsCashThatIsPaidOut() {
        assertThat(Posting.of(withdrawn("t1", dollars("5"))))
                .contains(new Posting(LedgerAccount.CUSTOMERS, LedgerAccount.CASH, dollars("5")));
    }

    @Test
    void setsHeldMoneyApart() {
        assertThat(Posting.of(holdPlaced("h1", dollars("5"))))
                .contains(new Posting(LedgerAccount.CUSTOMERS, LedgerAccount.HOLDS, dollars("5")));
    }

    @Test
    void givesReleasedMoneyBack() {
        assertThat(Posting.of(holdReleased("h1", dollars("5"))))
                .contains(new Posting(LedgerAccount.HOLDS, LedgerAccount.CUSTOMERS, dollars("5")));
    }

    @Test
    void earnsCapturedMoney() {
        assertThat(Posting.of(holdCaptured("h1", dollars("5"))))
                .contains(new Posting(LedgerAccount.HOLDS, LedgerAccount.SALES, dollars("5")));
    }

    @Test
    void postsNothingWhereNoMoneyMoves() {
        assertThat(Posting.of(opened())).isEmpty();
        assertThat(Posting.of(closed())).isEmpty();
        assertThat(Posting.of(holdRefused("h1", dollars("5"), HoldRefusal.INSUFFICIENT_FUNDS))).isEmpty();
        assertThat(Posting.of(holdReleased("h1", dollars("0")))).isEmpty();
    }
}
