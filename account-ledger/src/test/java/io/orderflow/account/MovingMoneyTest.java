package io.orderflow.account;

import static io.orderflow.account.AccountFixture.anAccount;
import static io.orderflow.account.AccountFixture.closed;
import static io.orderflow.account.AccountFixture.deposit;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.euros;
import static io.orderflow.account.AccountFixture.holdCaptured;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.holdRefused;
import static io.orderflow.account.AccountFixture.holdReleased;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.refund;
import static io.orderflow.account.AccountFixture.refunded;
import static io.orderflow.account.AccountFixture.refusal;
import static io.orderflow.account.AccountFixture.withdraw;
import static io.orderflow.account.AccountFixture.withdrawn;

import io.orderflow.api.Money;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.problem.ProblemCode;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MovingMoneyTest {

    private static final Money LIMIT = new Money(Balance.LIMIT, "USD");
    private static final Money LIMIT_WITH_REFUNDS = new Money(Balance.LIMIT_WITH_REFUNDS, "USD");

    @Nested
    class Depositing {

        @Test
        void acceptsADeposit() {
            anAccount()
                    .given(opened())
                    .when(deposit("t1", dollars("5")))
                    .expectEvents(deposited("t1", dollars("5")))
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void acceptsARefund() {
            anAccount().given(opened()).when(refund("t1", dollars("5"))).expectEvents(refunded("t1", dollars("5")));
        }

        @Test
        void changesNothingWhenTheDepositComesAgain() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")))
                    .when(deposit("t1", dollars("5.00")))
                    .expectNoEvents()
                    .expectResultMessagePayload(new CommandResult(1));
        }

        @Test
        void changesNothingWhenTheDepositComesAgainAfterTheAccountWasClosed() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")), withdrawn("t2", dollars("5")), closed())
                    .when(deposit("t1", dollars("5")))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void refusesTheSameTransactionWithAnotherAmount() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")))
                    .when(deposit("t1", dollars("6")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.ALREADY_EXISTS));
        }

        @Test
        void refusesTheSameTransactionFromAnotherSource() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")))
                    .when(refund("t1", dollars("5")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.ALREADY_EXISTS));
        }

        @Test
        void refusesTheTransactionOfAWithdrawal() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")), withdrawn("t2", dollars("5")))
                    .when(deposit("t2", dollars("5")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.ALREADY_EXISTS));
        }

        @Test
        void refusesAnotherCurrency() {
            anAccount()
                    .given(opened())
                    .when(deposit("t1", euros("5")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.CURRENCY_MISMATCH));
        }

        @Test
        void refusesCashOnceClosed() {
            anAccount()
                    .given(opened(), closed())
                    .when(deposit("t1", dollars("5")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.ACCOUNT_CLOSED));
        }

        @Test
        void acceptsARefundOnceClosed() {
            anAccount()
                    .given(opened(), closed())
                    .when(refund("t1", dollars("5")))
                    .expectEvents(refunded("t1", dollars("5")));
        }

        @Test
        void acceptsCashUpToTheLimit() {
            anAccount().given(opened()).when(deposit("t1", LIMIT)).expectEvents(deposited("t1", LIMIT));
        }

        @Test
        void refusesCashBeyondTheLimit() {
            anAccount()
                    .given(opened(), deposited("t1", LIMIT))
                    .when(deposit("t2", dollars("0.01")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.AMOUNT_TOO_LARGE));
        }

        @Test
        void refusesTheLargestMoneyOnTopOfTheLargestBalance() {
            anAccount()
                    .given(opened(), refunded("t1", LIMIT_WITH_REFUNDS))
                    .when(deposit("t2", dollars("999999999999999.99")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.AMOUNT_TOO_LARGE));
        }

        @Test
        void acceptsARefundBeyondTheLimitForCash() {
            anAccount()
                    .given(opened(), deposited("t1", LIMIT))
                    .when(refund("t2", dollars("5")))
                    .expectEvents(refunded("t2", dollars("5")));
        }

        @Test
        void refusesARefundThatCouldNotBeCounted() {
            anAccount()
                    .given(opened(), refunded("t1", LIMIT_WITH_REFUNDS))
                    .when(refund("t2", dollars("0.01")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.AMOUNT_TOO_LARGE));
        }

        @Test
        void findsNoAccountThatWasNeverOpened() {
            anAccount()
                    .givenNoPriorActivity()
                    .when(deposit("t1", dollars("5")))
                    .expectException(AggregateNotFoundException.class);
            anAccount()
                    .given(holdRefused("h1", dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT))
                    .when(deposit("t1", dollars("5")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.NOT_FOUND));
        }
    }

    @Nested
    class Withdrawing {

        @Test
        void paysOutAllThatIsThere() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")))
                    .when(withdraw("t2", dollars("5")))
                    .expectEvents(withdrawn("t2", dollars("5")))
                    .expectResultMessagePayload(new CommandResult(2));
        }

        @Test
        void paysOutWhatAReleasedHoldGaveBack() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")), holdPlaced("h1", dollars("5")),
                            holdReleased("h1", dollars("5")))
                    .when(withdraw("t2", dollars("5")))
                    .expectEvents(withdrawn("t2", dollars("5")));
        }

        @Test
        void changesNothingWhenTheWithdrawalComesAgain() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")), withdrawn("t2", dollars("5")))
                    .when(withdraw("t2", dollars("5")))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void refusesTheSameTransactionWithAnotherAmount() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")), withdrawn("t2", dollars("2")))
                    .when(withdraw("t2", dollars("1")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.ALREADY_EXISTS));
        }

        @Test
        void refusesMoreThanTheBalance() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")))
                    .when(withdraw("t2", dollars("5.01")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.INSUFFICIENT_FUNDS));
        }

        @Test
        void refusesWhatIsHeld() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")), holdPlaced("h1", dollars("3")))
                    .when(withdraw("t2", dollars("2.01")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.INSUFFICIENT_FUNDS));
        }

        @Test
        void refusesWhatWasCaptured() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")), holdPlaced("h1", dollars("3")),
                            holdCaptured("h1", dollars("3")))
                    .when(withdraw("t2", dollars("2.01")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.INSUFFICIENT_FUNDS));
        }

        @Test
        void refusesAnotherCurrency() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")))
                    .when(withdraw("t2", euros("5")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.CURRENCY_MISMATCH));
        }

        @Test
        void refusesOnceClosed() {
            anAccount()
                    .given(opened(), closed())
                    .when(withdraw("t1", dollars("5")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.ACCOUNT_CLOSED));
        }

        @Test
        void paysOutWhatWasRefundedAfterClosing() {
            anAccount()
                    .given(opened(), closed(), refunded("t1", dollars("5")))
                    .when(withdraw("t2", dollars("5")))
                    .expectEvents(withdrawn("t2", dollars("5")));
        }

        @Test
        void findsNoAccountThatWasNeverOpened() {
            anAccount()
                    .givenNoPriorActivity()
                    .when(withdraw("t1", dollars("5")))
                    .expectException(AggregateNotFoundException.class);
            anAccount()
                    .given(holdRefused("h1", dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT))
                    .when(withdraw("t1", dollars("5")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.NOT_FOUND));
        }
    }
}
