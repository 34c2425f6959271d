package io.orderflow.payment;

import static io.orderflow.payment.PaymentFixture.AUTHORIZED;
import static io.orderflow.payment.PaymentFixture.CAPTURED;
import static io.orderflow.payment.PaymentFixture.DECLINED;
import static io.orderflow.payment.PaymentFixture.HOLD_REFUSED;
import static io.orderflow.payment.PaymentFixture.PAYMENT;
import static io.orderflow.payment.PaymentFixture.REFUNDED;
import static io.orderflow.payment.PaymentFixture.REFUND_REFUSED;
import static io.orderflow.payment.PaymentFixture.VOIDED;
import static io.orderflow.payment.PaymentFixture.VOID_REQUESTED;
import static io.orderflow.payment.PaymentFixture.expectNoChange;
import static io.orderflow.payment.PaymentFixture.payment;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.orderflow.payment.LedgerAnswer;
import io.orderflow.payment.LedgerAnswer.RecordHoldCaptured;
import io.orderflow.payment.LedgerAnswer.RecordHoldPlaced;
import io.orderflow.payment.LedgerAnswer.RecordHoldReleased;
import io.orderflow.payment.LedgerAnswer.RecordRefundDeposited;
import io.orderflow.payment.LedgerAnswer.RecordRefundRefused;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.payment.PaymentFixture.Story;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the ledger answers, in time, late and twice. Every pair of a state and an answer is here. */
class PaymentAnswersTest {

    private final AggregateTestFixture<Payment> payment = payment();

    private void expectEvent(Story story, LedgerAnswer answer, PaymentEvent event) {
        payment.given(story.events()).when(answer).expectEvents(event);
    }

    private void expectIgnored(Story story, LedgerAnswer answer) {
        expectNoChange(payment.given(story.events()).when(answer), story.version());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void findsNoPaymentForAnAnswerThatNobodyAskedFor(LedgerAnswer answer) {
        payment.givenNoPriorActivity().when(answer).expectException(AggregateNotFoundException.class);
    }

    static Stream<LedgerAnswer> answers() {
        return Stream.of(new RecordHoldPlaced(PAYMENT), HOLD_REFUSED, new RecordHoldCaptured(PAYMENT),
                new RecordHoldReleased(PAYMENT), new RecordRefundDeposited(PAYMENT),
                new RecordRefundRefused(PAYMENT, ProblemCode.ACCOUNT_CLOSED));
    }

    @Nested
    class HoldPlaced {

        private static final RecordHoldPlaced ANSWER = new RecordHoldPlaced(PAYMENT);

        @Test
        void authorizesThePayment() {
            expectEvent(Story.JUST_REQUESTED, ANSWER, AUTHORIZED);
        }

        @ParameterizedTest
        @EnumSource(names = {"JUST_DECLINED", "VOIDED_BEFORE_THE_ANSWER", "VOIDED_AFTER_A_DECLINE"})
        void isGivenBackWhereThePaymentEndedWithoutAHold(Story story) {
            expectEvent(story, ANSWER, VOID_REQUESTED);
        }

        @ParameterizedTest
        @EnumSource(mode = EXCLUDE, names = {"JUST_REQUESTED", "JUST_DECLINED", "VOIDED_BEFORE_THE_ANSWER",
                "VOIDED_AFTER_A_DECLINE"})
        void changesNothingElsewhere(Story story) {
            expectIgnored(story, ANSWER);
        }
    }

    @Nested
    class HoldRefused {

        @Test
        void declinesThePayment() {
            expectEvent(Story.JUST_REQUESTED, HOLD_REFUSED, DECLINED);
        }

        @Test
        void endsAPaymentThatIsBeingVoided() {
            expectEvent(Story.VOIDING_BEFORE_THE_ANSWER, HOLD_REFUSED, VOIDED);
        }

        @ParameterizedTest
        @EnumSource(mode = EXCLUDE, names = {"JUST_REQUESTED", "VOIDING_BEFORE_THE_ANSWER"})
        void changesNothingElsewhere(Story story) {
            expectIgnored(story, HOLD_REFUSED);
        }
    }

    @Nested
    class HoldCaptured {

        private static final RecordHoldCaptured ANSWER = new RecordHoldCaptured(PAYMENT);

        @Test
        void completesThePayment() {
            expectEvent(Story.CAPTURING, ANSWER, CAPTURED);
        }

        @ParameterizedTest
        @EnumSource(mode = EXCLUDE, names = "CAPTURING")
        void changesNothingElsewhere(Story story) {
            expectIgnored(story, ANSWER);
        }
    }

    @Nested
    class HoldReleased {

        private static final RecordHoldReleased ANSWER = new RecordHoldReleased(PAYMENT);

        @ParameterizedTest
        @EnumSource(names = {"VOIDING", "VOIDING_BEFORE_THE_ANSWER"})
        void endsThePayment(Story story) {
            expectEvent(story, ANSWER, VOIDED);
        }

        @ParameterizedTest
        @EnumSource(mode = EXCLUDE, names = {"VOIDING", "VOIDING_BEFORE_THE_ANSWER"})
        void changesNothingElsewhere(Story story) {
            expectIgnored(story, ANSWER);
        }
    }

    @Nested
    class RefundDeposited {

        private static final RecordRefundDeposited ANSWER = new RecordRefundDeposited(PAYMENT);

        @ParameterizedTest
        @EnumSource(names = {"REFUNDING", "JUST_CAPTURED", "REFUND_FAILED"})
        void refundsThePayment(Story story) {
            expectEvent(story, ANSWER, REFUNDED);
        }

        @ParameterizedTest
        @EnumSource(mode = EXCLUDE, names = {"REFUNDING", "JUST_CAPTURED", "REFUND_FAILED"})
        void changesNothingElsewhere(Story story) {
            expectIgnored(story, ANSWER);
        }
    }

    @Nested
    class RefundRefused {

        private static final RecordRefundRefused ANSWER = new RecordRefundRefused(PAYMENT, ProblemCode.ACCOUNT_CLOSED);

        @Test
        void leavesThePaymentCaptured() {
            expectEvent(Story.REFUNDING, ANSWER, REFUND_REFUSED);
        }

        @ParameterizedTest
        @EnumSource(mode = EXCLUDE, names = "REFUNDING")
        void changesNothingElsewhere(Story story) {
            expectIgnored(story, ANSWER);
        }
    }
}
