package io.orderflow.account;

import static io.orderflow.account.AccountFixture.anAccount;
import static io.orderflow.account.AccountFixture.captureHold;
import static io.orderflow.account.AccountFixture.deposit;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.holdReleased;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.placeHold;
import static io.orderflow.account.AccountFixture.refund;
import static io.orderflow.account.AccountFixture.refunded;
import static io.orderflow.account.AccountFixture.refusal;
import static io.orderflow.account.AccountFixture.releaseHold;
import static io.orderflow.account.AccountFixture.withdraw;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.account.AccountState.HoldOutcome;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** An account finds movements in the register that it has forgotten. */
class ForgottenMovementsTest {

    private static final Movement FIVE_IN = Movement.in(DepositSource.CASH, dollars("5"));

    private final RegisterTwin register = new RegisterTwin();

    @Nested
    class AfterMoreMovementsThanItRemembers {

        @Test
        void changesNothingWhenADepositComesAgain() {
            register.with("old", FIVE_IN);

            busyAccount().when(deposit("old", dollars("5"))).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void changesNothingWhenARefundComesAgain() {
            register.with("refund-o1", Movement.in(DepositSource.REFUND, dollars("5")));

            busyAccount().when(refund("refund-o1", dollars("5"))).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void changesNothingWhenAWithdrawalComesAgain() {
            register.with("old", Movement.out(dollars("5")));

            busyAccount().when(withdraw("old", dollars("5"))).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void refusesAnOldTransactionThatMovedSomethingElse() {
            register.with("old", FIVE_IN);

            busyAccount().when(deposit("old", dollars("6"))).expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.ALREADY_EXISTS));
        }

        @Test
        void takesATransactionThatIsNotInTheRegisterForANewOne() {
            busyAccount().when(refund("new", dollars("5"))).expectEvents(refunded("new", dollars("5")));

            assertThat(register.transactions())
                    .containsEntry(new TransactionId("new"), Movement.in(DepositSource.REFUND, dollars("5")));
        }

        @Test
        void asksTheRegisterOnlyForWhatItDoesNotRemember() {
            busyAccount().when(deposit("t1", dollars("1"))).expectNoEvents();

            assertThat(register.asked()).isEmpty();
        }
    }

    @Nested
    class AfterMoreHoldsThanItRemembers {

        @Test
        void placesNoHoldAgainThatWasCaptured() {
            register.with("old", HoldOutcome.CAPTURED);

            account(manySettledHolds()).when(placeHold("old", dollars("1"))).expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void capturesAHoldOnce() {
            register.with("old", HoldOutcome.CAPTURED);

            account(manySettledHolds()).when(captureHold("old")).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void refusesToReleaseWhatWasCaptured() {
            register.with("old", HoldOutcome.CAPTURED);

            account(manySettledHolds()).when(releaseHold("old")).expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.WRONG_STATE));
        }

        @Test
        void refusesToCaptureWhatWasReleased() {
            register.with("old", HoldOutcome.RELEASED);

            account(manySettledHolds()).when(captureHold("old")).expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.WRONG_STATE));
        }

        @Test
        void releasesAHoldOnce() {
            register.with("old", HoldOutcome.RELEASED);

            account(manySettledHolds()).when(releaseHold("old")).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void placesAHoldThatIsNotInTheRegister() {
            account(manySettledHolds()).when(placeHold("new", dollars("1")))
                    .expectEvents(holdPlaced("new", dollars("1")));

            assertThat(register.holds()).containsOnlyKeys(new HoldId("new"));
        }
    }

    @Nested
    class AsLongAsNothingCanBeForgotten {

        @Test
        void asksTheRegisterNothing() {
            account(List.of(opened(), deposited("t1", dollars("5")))).when(deposit("t2", dollars("5")))
                    .expectEvents(deposited("t2", dollars("5")));

            assertThat(register.asked()).isEmpty();
        }

        @Test
        void entersAHoldWithTheVersionOfItsFirstAnswer() {
            account(List.of(opened(), deposited("t1", dollars("5")))).when(placeHold("h1", dollars("5")))
                    .expectSuccessfulHandlerExecution();

            assertThat(register.holds()).isEqualTo(Map.of(new HoldId("h1"), 2L));
        }

        @Test
        void entersAHoldOnceThatIsReleasedBeforeItIsAskedFor() {
            aFixture().given(opened()).andGivenCommands(releaseHold("h1")).when(placeHold("h1", dollars("5")))
                    .expectSuccessfulHandlerExecution();

            assertThat(register.holds()).isEqualTo(Map.of(new HoldId("h1"), 1L));
        }

        @Test
        void entersAHoldOnceThatIsPlacedAndReleased() {
            aFixture().given(opened(), deposited("t1", dollars("5"))).andGivenCommands(placeHold("h1", dollars("5")))
                    .when(releaseHold("h1")).expectEvents(holdReleased("h1", dollars("5")));

            assertThat(register.holds()).isEqualTo(Map.of(new HoldId("h1"), 2L));
        }
    }

    private TestExecutor<Account> busyAccount() {
        List<AccountEvent> history = new ArrayList<>(List.of(opened()));
        for (int i = 0; i <= Movements.MAX_REMEMBERED; i++) {
            history.add(deposited("t" + i, dollars("1")));
        }
        return account(history);
    }

    private static List<AccountEvent> manySettledHolds() {
        List<AccountEvent> history = new ArrayList<>(List.of(opened(), deposited("t1", dollars("1"))));
        for (int i = 0; i <= Holds.MAX_SETTLED_HOLDS; i++) {
            history.add(holdPlaced("h" + i, dollars("1")));
            history.add(holdReleased("h" + i, dollars("1")));
        }
        return history;
    }

    private TestExecutor<Account> account(List<AccountEvent> history) {
        return aFixture().given(history);
    }

    private FixtureConfiguration<Account> aFixture() {
        return anAccount(register);
    }
}
