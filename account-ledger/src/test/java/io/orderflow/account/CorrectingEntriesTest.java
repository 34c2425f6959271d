package io.orderflow.account;

import static io.orderflow.account.AccountFixture.anAccount;
import static io.orderflow.account.AccountFixture.closed;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.euros;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.refusal;
import static io.orderflow.account.AccountFixture.reverse;
import static io.orderflow.account.AccountFixture.reversed;
import static io.orderflow.account.AccountFixture.withdraw;
import static io.orderflow.account.AccountFixture.withdrawn;

import io.orderflow.api.account.CashMovement;
import io.orderflow.api.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectingEntriesTest {

    @Test
    void takesBackADepositThatWasWrong() {
        anAccount()
                .given(opened(), deposited("t1", dollars("5")))
                .when(reverse(1, CashMovement.DEPOSIT, dollars("5")))
                .expectEvents(reversed(1, CashMovement.DEPOSIT, dollars("5")));
    }

    @Test
    void givesBackAWithdrawalThatWasWrong() {
        anAccount()
                .given(opened(), deposited("t1", dollars("5")), withdrawn("t2", dollars("5")),
                        reversed(2, CashMovement.WITHDRAWAL, dollars("5")))
                .when(withdraw("t3", dollars("5")))
                .expectEvents(withdrawn("t3", dollars("5")));
    }

    @Test
    void reversesAnEntryOnce() {
        anAccount()
                .given(opened(), deposited("t1", dollars("5")), deposited("t2", dollars("5")),
                        reversed(1, CashMovement.DEPOSIT, dollars("5")))
                .when(reverse(1, CashMovement.DEPOSIT, dollars("5")))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void knowsAfterASnapshotWhatWasReversed() {
        List<AccountState> states = new ArrayList<>();
        anAccount()
                .given(opened(), deposited("t1", dollars("5")), deposited("t2", dollars("5")))
                .when(reverse(1, CashMovement.DEPOSIT, dollars("5")))
                .expectState(account -> states.add(account.state()));

        anAccount()
                .given(states)
                .when(reverse(1, CashMovement.DEPOSIT, dollars("5")))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void takesBackNoMoneyThatIsHeldOrSpent() {
        anAccount()
                .given(opened(), deposited("t1", dollars("5")), holdPlaced("h1", dollars("1")))
                .when(reverse(1, CashMovement.DEPOSIT, dollars("5")))
                .expectNoEvents()
                .expectExceptionDetails(refusal(ProblemCode.INSUFFICIENT_FUNDS));
    }

    @Test
    void correctsNothingInAClosedAccount() {
        anAccount()
                .given(opened(), deposited("t1", dollars("5")), withdrawn("t2", dollars("5")), closed())
                .when(reverse(2, CashMovement.WITHDRAWAL, dollars("5")))
                .expectNoEvents()
                .expectExceptionDetails(refusal(ProblemCode.ACCOUNT_CLOSED));
    }

    @Test
    void correctsNothingInAnotherCurrency() {
        anAccount()
                .given(opened(), deposited("t1", dollars("5")))
                .when(reverse(1, CashMovement.DEPOSIT, euros("5")))
                .expectNoEvents()
                .expectExceptionDetails(refusal(ProblemCode.CURRENCY_MISMATCH));
    }

    @Test
    void correctsNoMoreThanItCanRemember() {
        List<Object> life = new ArrayList<>(List.of(opened(), deposited("t1", dollars("5000"))));
        for (int entry = 2; entry < 2 + Books.MAX_REVERSALS; entry++) {
            life.add(reversed(entry, CashMovement.DEPOSIT, dollars("1")));
        }

        anAccount()
                .given(life)
                .when(reverse(1, CashMovement.DEPOSIT, dollars("1")))
                .expectNoEvents()
                .expectExceptionDetails(refusal(ProblemCode.WRONG_STATE));
    }
}
