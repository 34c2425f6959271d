package io.orderflow.ledger.balance;

import static io.orderflow.account.AccountFixture.ACCOUNT;
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

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountStatus;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.ledger.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccountsProjectionTest {

    private final AccountsProjection projection = new AccountsProjection();

    @Test
    void makesADocumentOnceAnAccountIsOpened() {
        assertThat(projection.fold(null, Recorded.at(3, opened())))
                .isEqualTo(account(AccountStatus.OPEN, "0", "0", "0", 3));
    }

    @Test
    void addsADeposit() {
        assertThat(after(deposited("t1", dollars("5")))).isEqualTo(account(AccountStatus.OPEN, "15", "4", "11", 9));
    }

    @Test
    void addsARefund() {
        assertThat(after(refunded("t1", dollars("5")))).isEqualTo(account(AccountStatus.OPEN, "15", "4", "11", 9));
    }

    @Test
    void takesAWithdrawal() {
        assertThat(after(withdrawn("t1", dollars("5")))).isEqualTo(account(AccountStatus.OPEN, "5", "4", "1", 9));
    }

    @Test
    void holdsWithoutTaking() {
        assertThat(after(holdPlaced("h2", dollars("5")))).isEqualTo(account(AccountStatus.OPEN, "10", "9", "1", 9));
    }

    @Test
    void onlyCountsTheVersionOfARefusedHold() {
        assertThat(after(holdRefused("h2", dollars("50"), HoldRefusal.INSUFFICIENT_FUNDS)))
                .isEqualTo(account(AccountStatus.OPEN, "10", "4", "6", 9));
    }

    @Test
    void takesWhatIsCaptured() {
        assertThat(after(holdCaptured("h1", dollars("4")))).isEqualTo(account(AccountStatus.OPEN, "6", "0", "6", 9));
    }

    @Test
    void freesWhatIsReleased() {
        assertThat(after(holdReleased("h1", dollars("4")))).isEqualTo(account(AccountStatus.OPEN, "10", "0", "10", 9));
    }

    @Test
    void showsThatAnAccountIsClosed() {
        assertThat(after(closed())).isEqualTo(account(AccountStatus.CLOSED, "10", "4", "6", 9));
    }

    @ParameterizedTest
    @MethodSource("eventsOfAnUnknownAccount")
    void knowsNoAccountThatWasNeverOpened(AccountEvent event) {
        assertThat(projection.fold(null, Recorded.at(0, event))).isNull();
    }

    @Test
    void keepsADocumentAnAccount() {
        assertThat(projection.keyOf(Recorded.at(0, opened()))).isEqualTo("a1");
    }

    @Test
    void isMadeOfTheAccountsOwnStream() {
        assertThat(projection.streamsOf("a1")).containsExactly("account:a1");
    }

    private AccountView after(AccountEvent event) {
        return projection.fold(account(AccountStatus.OPEN, "10", "4", "6", 8), Recorded.at(9, event));
    }

    private static AccountView account(AccountStatus status, String balance, String held, String available,
            long version) {
        return new AccountView(ACCOUNT, "Ada", "USD", null, status, dollars(balance), dollars(held), dollars(available),
                version, null);
    }

    private static List<AccountEvent> eventsOfAnUnknownAccount() {
        return List.of(holdRefused("h1", dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT), deposited("t1", dollars("5")),
                withdrawn("t1", dollars("5")), holdPlaced("h1", dollars("5")), holdCaptured("h1", dollars("5")),
                holdReleased("h1", dollars("5")), closed());
    }
}
