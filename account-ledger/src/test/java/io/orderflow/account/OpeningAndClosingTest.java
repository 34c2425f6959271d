package io.orderflow.account;

import static io.orderflow.account.AccountFixture.ACCOUNT;
import static io.orderflow.account.AccountFixture.anAccount;
import static io.orderflow.account.AccountFixture.close;
import static io.orderflow.account.AccountFixture.closed;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.holdCaptured;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.holdRefused;
import static io.orderflow.account.AccountFixture.open;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.refusal;
import static io.orderflow.account.AccountFixture.withdrawn;

import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.problem.ProblemCode;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Test;

class OpeningAndClosingTest {

    @Test
    void opensAnAccount() {
        anAccount()
                .givenNoPriorActivity()
                .when(open())
                .expectEvents(opened())
                .expectResultMessagePayload(new CommandResult(0));
    }

    @Test
    void opensAnAccountThatHasRefusedAHoldBefore() {
        anAccount()
                .given(holdRefused("h1", dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT))
                .when(open())
                .expectEvents(opened())
                .expectResultMessagePayload(new CommandResult(1));
    }

    @Test
    void changesNothingWhenOpenedAgain() {
        anAccount()
                .given(opened(), deposited("t1", dollars("5")))
                .when(open())
                .expectNoEvents()
                .expectResultMessagePayload(new CommandResult(1));
    }

    @Test
    void refusesToOpenForAnotherOwner() {
        anAccount()
                .given(opened())
                .when(new OpenAccount(ACCOUNT, "Bob", "USD"))
                .expectNoEvents()
                .expectExceptionDetails(refusal(ProblemCode.ALREADY_EXISTS));
    }

    @Test
    void refusesToOpenInAnotherCurrency() {
        anAccount()
                .given(opened())
                .when(new OpenAccount(ACCOUNT, "Ada", "EUR"))
                .expectNoEvents()
                .expectExceptionDetails(refusal(ProblemCode.ALREADY_EXISTS));
    }

    @Test
    void closesAnEmptyAccount() {
        anAccount().given(opened()).when(close()).expectEvents(closed());
    }

    @Test
    void closesAnAccountThatWasEmptied() {
        anAccount().given(opened(), deposited("t1", dollars("9")), holdPlaced("h1", dollars("4")),
                holdCaptured("h1", dollars("4")), withdrawn("t2", dollars("5"))).when(close()).expectEvents(closed());
    }

    @Test
    void changesNothingWhenClosedAgain() {
        anAccount().given(opened(), closed()).when(close()).expectNoEvents()
                .expectResultMessagePayload(new CommandResult(1));
    }

    @Test
    void refusesToCloseWhileMoneyIsLeft() {
        anAccount()
                .given(opened(), deposited("t1", dollars("0.01")))
                .when(close())
                .expectNoEvents()
                .expectExceptionDetails(refusal(ProblemCode.ACCOUNT_NOT_EMPTY));
    }

    @Test
    void refusesToCloseWhileAHoldIsOpen() {
        anAccount()
                .given(opened(), holdPlaced("h1", dollars("0")))
                .when(close())
                .expectNoEvents()
                .expectExceptionDetails(refusal(ProblemCode.ACCOUNT_NOT_EMPTY));
    }

    @Test
    void cannotCloseAnAccountThatWasNeverOpened() {
        anAccount().givenNoPriorActivity().when(close()).expectException(AggregateNotFoundException.class);
        anAccount()
                .given(holdRefused("h1", dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT))
                .when(close())
                .expectNoEvents()
                .expectExceptionDetails(refusal(ProblemCode.NOT_FOUND));
    }
}
