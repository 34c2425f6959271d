package io.orderflow.account;

import static io.orderflow.account.AccountFixture.anAccount;
import static io.orderflow.account.AccountFixture.captureHold;
import static io.orderflow.account.AccountFixture.closed;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.euros;
import static io.orderflow.account.AccountFixture.holdCaptured;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.holdRefused;
import static io.orderflow.account.AccountFixture.holdReleased;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.placeHold;
import static io.orderflow.account.AccountFixture.refunded;
import static io.orderflow.account.AccountFixture.refusal;
import static io.orderflow.account.AccountFixture.releaseHold;

import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.problem.ProblemCode;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HoldingMoneyTest {

    @Nested
    class Placing {

        @Test
        void holdsAllThatIsAvailable() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")))
                    .when(placeHold("h1", dollars("5")))
                    .expectEvents(holdPlaced("h1", dollars("5")))
                    .expectResultMessagePayload(new CommandResult(2));
        }

        @Test
        void refusesMoreThanOtherHoldsLeave() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")), holdPlaced("h1", dollars("3")))
                    .when(placeHold("h2", dollars("2.01")))
                    .expectEvents(holdRefused("h2", dollars("2.01"), dollars("2.00")));
        }

        @Test
        void refusesAnotherCurrency() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("5")))
                    .when(placeHold("h1", euros("5")))
                    .expectEvents(holdRefused("h1", euros("5"), HoldRefusal.CURRENCY_MISMATCH));
        }

        @Test
        void refusesOnceClosed() {
            anAccount()
                    .given(opened(), closed())
                    .when(placeHold("h1", dollars("5")))
                    .expectEvents(holdRefused("h1", dollars("5"), HoldRefusal.ACCOUNT_CLOSED));
        }

        @Test
        void refusesToSpendWhatWasRefundedAfterClosing() {
            anAccount()
                    .given(opened(), closed(), refunded("t1", dollars("5")))
                    .when(placeHold("h1", dollars("5")))
                    .expectEvents(holdRefused("h1", dollars("5"), HoldRefusal.ACCOUNT_CLOSED));
        }

        @Test
        void refusesAnAccountThatNobodyKnows() {
            anAccount()
                    .givenNoPriorActivity()
                    .when(placeHold("h1", dollars("5")))
                    .expectEvents(holdRefused("h1", dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT))
                    .expectResultMessagePayload(new CommandResult(0));
        }

        @Test
        void refusesAnAccountThatNobodyKnowsEveryTime() {
            anAccount()
                    .given(holdRefused("h1", dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT))
                    .when(placeHold("h2", dollars("5")))
                    .expectEvents(holdRefused("h2", dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT));
        }

        @Test
        void changesNothingWhenTheHoldIsOpen() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdPlaced("h1", dollars("4")))
                    .when(placeHold("h1", dollars("4")))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void refusesAnotherAmountForAnOpenHold() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdPlaced("h1", dollars("4")))
                    .when(placeHold("h1", dollars("5")))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.ALREADY_EXISTS));
        }

        @Test
        void changesNothingWhenTheHoldWasCaptured() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdPlaced("h1", dollars("4")),
                            holdCaptured("h1", dollars("4")))
                    .when(placeHold("h1", dollars("4")))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void changesNothingWhenTheHoldWasReleased() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdPlaced("h1", dollars("4")),
                            holdReleased("h1", dollars("4")))
                    .when(placeHold("h1", dollars("4")))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void changesNothingWhenTheHoldWasRefusedEvenIfThereIsMoneyNow() {
            anAccount()
                    .given(opened(), holdRefused("h1", dollars("4"), HoldRefusal.INSUFFICIENT_FUNDS),
                            deposited("t1", dollars("9")))
                    .when(placeHold("h1", dollars("4")))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void refusesAHoldThatWasReleasedBeforeItCame() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdReleased("h1", dollars("0")))
                    .when(placeHold("h1", dollars("4")))
                    .expectEvents(holdRefused("h1", dollars("4"), HoldRefusal.ALREADY_RELEASED));
        }

        @Test
        void answersAHoldThatCameTooLateOnlyOnce() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdReleased("h1", dollars("0")),
                            holdRefused("h1", dollars("4"), HoldRefusal.ALREADY_RELEASED))
                    .when(placeHold("h1", dollars("4")))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }
    }

    @Nested
    class Capturing {

        @Test
        void capturesAnOpenHold() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdPlaced("h1", dollars("4")))
                    .when(captureHold("h1"))
                    .expectEvents(holdCaptured("h1", dollars("4")));
        }

        @Test
        void changesNothingWhenCapturedAgain() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdPlaced("h1", dollars("4")),
                            holdCaptured("h1", dollars("4")))
                    .when(captureHold("h1"))
                    .expectNoEvents()
                    .expectResultMessagePayload(new CommandResult(3));
        }

        @Test
        void refusesAHoldThatWasNeverAskedFor() {
            anAccount()
                    .given(opened())
                    .when(captureHold("h1"))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.WRONG_STATE));
        }

        @Test
        void refusesAHoldThatWasRefused() {
            anAccount()
                    .given(opened(), holdRefused("h1", dollars("4"), HoldRefusal.INSUFFICIENT_FUNDS))
                    .when(captureHold("h1"))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.WRONG_STATE));
        }

        @Test
        void refusesAHoldThatWasReleased() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdPlaced("h1", dollars("4")),
                            holdReleased("h1", dollars("4")))
                    .when(captureHold("h1"))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.WRONG_STATE));
        }

        @Test
        void findsNoAccountThatWasNeverOpened() {
            anAccount()
                    .givenNoPriorActivity()
                    .when(captureHold("h1"))
                    .expectException(AggregateNotFoundException.class);
            anAccount()
                    .given(holdRefused("h1", dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT))
                    .when(captureHold("h1"))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.NOT_FOUND));
        }
    }

    @Nested
    class Releasing {

        @Test
        void releasesAnOpenHold() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdPlaced("h1", dollars("4")))
                    .when(releaseHold("h1"))
                    .expectEvents(holdReleased("h1", dollars("4")));
        }

        @Test
        void changesNothingWhenReleasedAgain() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdPlaced("h1", dollars("4")),
                            holdReleased("h1", dollars("4")))
                    .when(releaseHold("h1"))
                    .expectNoEvents()
                    .expectResultMessagePayload(new CommandResult(3));
        }

        @Test
        void answersForAHoldThatWasNeverAskedFor() {
            anAccount().given(opened()).when(releaseHold("h1")).expectEvents(holdReleased("h1", dollars("0")));
        }

        @Test
        void answersForAHoldThatWasNeverAskedForOnlyOnce() {
            anAccount()
                    .given(opened(), holdReleased("h1", dollars("0")))
                    .when(releaseHold("h1"))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void answersForAHoldThatWasRefused() {
            anAccount()
                    .given(opened(), holdRefused("h1", dollars("4"), HoldRefusal.INSUFFICIENT_FUNDS))
                    .when(releaseHold("h1"))
                    .expectEvents(holdReleased("h1", dollars("0")));
        }

        @Test
        void changesNothingWhenReleasedAgainAfterTheLateRequest() {
            anAccount()
                    .given(opened(), holdReleased("h1", dollars("0")),
                            holdRefused("h1", dollars("4"), HoldRefusal.ALREADY_RELEASED))
                    .when(releaseHold("h1"))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void refusesAHoldThatWasCaptured() {
            anAccount()
                    .given(opened(), deposited("t1", dollars("9")), holdPlaced("h1", dollars("4")),
                            holdCaptured("h1", dollars("4")))
                    .when(releaseHold("h1"))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.WRONG_STATE));
        }

        @Test
        void findsNoAccountThatWasNeverOpened() {
            anAccount()
                    .givenNoPriorActivity()
                    .when(releaseHold("h1"))
                    .expectException(AggregateNotFoundException.class);
            anAccount()
                    .given(holdRefused("h1", dollars("5"), HoldRefusal.UNKNOWN_ACCOUNT))
                    .when(releaseHold("h1"))
                    .expectNoEvents()
                    .expectExceptionDetails(refusal(ProblemCode.NOT_FOUND));
        }
    }
}
