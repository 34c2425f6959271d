package io.orderflow.payment;

import static io.orderflow.payment.PaymentFixture.ACCOUNT;
import static io.orderflow.payment.PaymentFixture.AMOUNT;
import static io.orderflow.payment.PaymentFixture.AUTHORIZE;
import static io.orderflow.payment.PaymentFixture.CAPTURE_REQUESTED;
import static io.orderflow.payment.PaymentFixture.CUSTOMER;
import static io.orderflow.payment.PaymentFixture.ORDER;
import static io.orderflow.payment.PaymentFixture.PAYMENT;
import static io.orderflow.payment.PaymentFixture.REFUND_REQUESTED;
import static io.orderflow.payment.PaymentFixture.REQUESTED;
import static io.orderflow.payment.PaymentFixture.VOID;
import static io.orderflow.payment.PaymentFixture.VOIDED;
import static io.orderflow.payment.PaymentFixture.VOID_REQUESTED;
import static io.orderflow.payment.PaymentFixture.askedAgain;
import static io.orderflow.payment.PaymentFixture.expectNoChange;
import static io.orderflow.payment.PaymentFixture.expectRefusal;
import static io.orderflow.payment.PaymentFixture.payment;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.payment.PaymentCommand.CapturePayment;
import io.orderflow.api.payment.PaymentCommand.RefundPayment;
import io.orderflow.api.payment.PaymentCommand.RetryPayment;
import io.orderflow.api.payment.PaymentEvent.PaymentAskedAgain;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.payment.PaymentFixture.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the order's saga and clients ask of a payment, in each of its states. */
class PaymentRequestsTest {

    private final AggregateTestFixture<Payment> payment = payment();

    @Nested
    class Authorizing {

        @Test
        void asksForTheMoney() {
            payment.givenNoPriorActivity()
                    .when(AUTHORIZE)
                    .expectEvents(REQUESTED)
                    .expectResultMessagePayload(new CommandResult(0));
        }

        @Test
        void asksTheLedgerAgainThatHasNotAnswered() {
            payment.given(REQUESTED).when(AUTHORIZE).expectEvents(askedAgain(PaymentStatus.REQUESTED));
        }

        @ParameterizedTest
        @EnumSource(mode = EXCLUDE, names = "JUST_REQUESTED")
        void changesNothingWhereItWasAnsweredOrGivenUpBefore(Story story) {
            expectNoChange(payment.given(story.events()).when(AUTHORIZE), story.version());
        }

        @Test
        void refusesAnotherAmount() {
            expectDifferent(new AuthorizePayment(PAYMENT, ORDER, ACCOUNT, Money.of("1.00", "USD"), CUSTOMER));
        }

        @Test
        void refusesAnotherAccount() {
            expectDifferent(new AuthorizePayment(PAYMENT, ORDER, new AccountId("a2"), AMOUNT, CUSTOMER));
        }

        @Test
        void refusesAnotherOrder() {
            expectDifferent(new AuthorizePayment(PAYMENT, new OrderId("o2"), ACCOUNT, AMOUNT, CUSTOMER));
        }

        @Test
        void refusesAnotherCustomer() {
            expectDifferent(new AuthorizePayment(PAYMENT, ORDER, ACCOUNT, AMOUNT, new CustomerId("c2")));
        }

        @Test
        void asksAgainWhereTheRequestIsOlderThanTheTellingOfTheCustomer() {
            payment.given(new PaymentRequested(PAYMENT, ORDER, ACCOUNT, AMOUNT))
                    .when(AUTHORIZE)
                    .expectEvents(new PaymentAskedAgain(PAYMENT, ORDER, ACCOUNT, AMOUNT, PaymentStatus.REQUESTED));
        }

        private void expectDifferent(AuthorizePayment command) {
            expectRefusal(payment.given(REQUESTED).when(command), ProblemCode.ALREADY_EXISTS);
        }
    }

    @Nested
    class Capturing {

        private static final CapturePayment CAPTURE = new CapturePayment(PAYMENT);

        @Test
        void asksForWhatIsHeld() {
            payment.given(Story.JUST_AUTHORIZED.events())
                    .when(CAPTURE)
                    .expectEvents(CAPTURE_REQUESTED)
                    .expectResultMessagePayload(new CommandResult(2));
        }

        @ParameterizedTest
        @EnumSource(names = {"JUST_CAPTURED", "REFUNDING", "JUST_REFUNDED", "REFUND_FAILED"})
        void changesNothingWhenRepeated(Story story) {
            expectNoChange(payment.given(story.events()).when(CAPTURE), story.version());
        }

        @ParameterizedTest
        @EnumSource(mode = EXCLUDE, names = {"JUST_AUTHORIZED", "CAPTURING", "JUST_CAPTURED", "REFUNDING",
                "JUST_REFUNDED", "REFUND_FAILED"})
        void refusesWhatIsNotAuthorized(Story story) {
            expectRefusal(payment.given(story.events()).when(CAPTURE), ProblemCode.WRONG_STATE);
        }

        @Test
        void findsNoPaymentThatWasNeverAskedFor() {
            payment.givenNoPriorActivity().when(CAPTURE).expectException(AggregateNotFoundException.class);
        }
    }

    @Nested
    class Voiding {

        @ParameterizedTest
        @EnumSource(names = {"JUST_REQUESTED", "JUST_AUTHORIZED"})
        void asksForTheHoldToBeReleased(Story story) {
            payment.given(story.events())
                    .when(VOID)
                    .expectEvents(VOID_REQUESTED)
                    .expectResultMessagePayload(new CommandResult(story.version() + 1));
        }

        @Test
        void endsAPaymentThatWasNeverAskedFor() {
            payment.givenNoPriorActivity().when(VOID).expectEvents(VOIDED)
                    .expectResultMessagePayload(new CommandResult(0));
        }

        @Test
        void isAnsweredAlsoWhereThePaymentWasDeclined() {
            payment.given(Story.JUST_DECLINED.events())
                    .when(VOID)
                    .expectEvents(VOIDED)
                    .expectResultMessagePayload(new CommandResult(2));
        }

        @ParameterizedTest
        @EnumSource(names = {"JUST_VOIDED", "VOIDED_BEFORE_THE_ANSWER",
                "VOIDED_AFTER_A_DECLINE", "NEVER_REQUESTED"})
        void changesNothingWhenRepeated(Story story) {
            expectNoChange(payment.given(story.events()).when(VOID), story.version());
        }

        @ParameterizedTest
        @EnumSource(names = {"CAPTURING", "JUST_CAPTURED", "REFUNDING", "JUST_REFUNDED", "REFUND_FAILED"})
        void refusesWhatIsCaptured(Story story) {
            expectRefusal(payment.given(story.events()).when(VOID), ProblemCode.WRONG_STATE);
        }
    }

    /** Nobody but the ledger can end these states, and the question may have been lost on its way to it. */
    @Nested
    class AskingAgain {

        private static final RetryPayment RETRY = new RetryPayment(PAYMENT);

        @Test
        void followsFromEachRepeatedRequest() {
            expectAskedAgain(Story.CAPTURING, new CapturePayment(PAYMENT), PaymentStatus.CAPTURING);
            expectAskedAgain(Story.VOIDING, VOID, PaymentStatus.VOIDING);
            expectAskedAgain(Story.VOIDING_BEFORE_THE_ANSWER, VOID, PaymentStatus.VOIDING);
            expectAskedAgain(Story.REFUNDING, new RefundPayment(PAYMENT), PaymentStatus.REFUNDING);
        }

        @Test
        void followsFromARetry() {
            expectAskedAgain(Story.JUST_REQUESTED, RETRY, PaymentStatus.REQUESTED);
            expectAskedAgain(Story.CAPTURING, RETRY, PaymentStatus.CAPTURING);
            expectAskedAgain(Story.VOIDING, RETRY, PaymentStatus.VOIDING);
            expectAskedAgain(Story.REFUNDING, RETRY, PaymentStatus.REFUNDING);
        }

        @ParameterizedTest
        @EnumSource(mode = EXCLUDE, names = {"JUST_REQUESTED", "CAPTURING", "VOIDING", "VOIDING_BEFORE_THE_ANSWER",
                "REFUNDING"})
        void isRefusedWhereTheLedgerOwesNoAnswer(Story story) {
            expectRefusal(payment.given(story.events()).when(RETRY), ProblemCode.WRONG_STATE);
        }

        @Test
        void hasAnEndForPeople() {
            List<Object> past = new ArrayList<>(List.of(Story.REFUNDING.events()));
            past.addAll(Collections.nCopies(Payment.MAX_REPEATS, askedAgain(PaymentStatus.REFUNDING)));

            expectRefusal(payment.given(past).when(RETRY), ProblemCode.WRONG_STATE);
            expectRefusal(payment().given(past).when(new RefundPayment(PAYMENT)), ProblemCode.WRONG_STATE);
        }

        private void expectAskedAgain(Story story, Object command, PaymentStatus status) {
            new AggregateTestFixture<>(Payment.class).given(story.events())
                    .when(command)
                    .expectEvents(askedAgain(status));
        }
    }

    @Nested
    class Refunding {

        private static final RefundPayment REFUND = new RefundPayment(PAYMENT);

        @ParameterizedTest
        @EnumSource(names = {"JUST_CAPTURED", "REFUND_FAILED"})
        void asksForTheWholeAmountToBePaidBack(Story story) {
            payment.given(story.events())
                    .when(REFUND)
                    .expectEvents(REFUND_REQUESTED)
                    .expectResultMessagePayload(new CommandResult(story.version() + 1));
        }

        @ParameterizedTest
        @EnumSource(names = "JUST_REFUNDED")
        void changesNothingWhenRepeated(Story story) {
            expectNoChange(payment.given(story.events()).when(REFUND), story.version());
        }

        @ParameterizedTest
        @EnumSource(mode = EXCLUDE, names = {"JUST_CAPTURED", "REFUNDING", "JUST_REFUNDED", "REFUND_FAILED"})
        void refusesWhatIsNotCaptured(Story story) {
            expectRefusal(payment.given(story.events()).when(REFUND), ProblemCode.WRONG_STATE);
        }

        @Test
        void findsNoPaymentThatWasNeverAskedFor() {
            payment.givenNoPriorActivity().when(REFUND).expectException(AggregateNotFoundException.class);
        }
    }
}
