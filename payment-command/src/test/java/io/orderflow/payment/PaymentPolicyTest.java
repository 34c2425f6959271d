package io.orderflow.payment;

import static io.orderflow.payment.PaymentFixture.AUTHORIZED;
import static io.orderflow.payment.PaymentFixture.CAPTURED;
import static io.orderflow.payment.PaymentFixture.CAPTURE_REQUESTED;
import static io.orderflow.payment.PaymentFixture.CUSTOMER;
import static io.orderflow.payment.PaymentFixture.DECLINED;
import static io.orderflow.payment.PaymentFixture.PAYMENT;
import static io.orderflow.payment.PaymentFixture.REFUNDED;
import static io.orderflow.payment.PaymentFixture.REFUND_REFUSED;
import static io.orderflow.payment.PaymentFixture.REFUND_REQUESTED;
import static io.orderflow.payment.PaymentFixture.REQUESTED;
import static io.orderflow.payment.PaymentFixture.VOIDED;
import static io.orderflow.payment.PaymentFixture.VOID_REQUESTED;
import static io.orderflow.payment.PaymentFixture.askedAgain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.payment.LedgerAnswer.RecordHoldReleased;
import io.orderflow.payment.LedgerAnswer.RecordRefundRefused;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.problem.ProblemCode;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import java.util.List;

class PaymentPolicyTest {

    private static final List<PaymentEvent> QUESTIONS = List.of(REQUESTED, CAPTURE_REQUESTED, VOID_REQUESTED,
            REFUND_REQUESTED);
    private static final List<PaymentEvent> FACTS = List.of(AUTHORIZED, DECLINED, CAPTURED, VOIDED, REFUNDED,
            REFUND_REFUSED);

    private final RecordingLedger ledger = new RecordingLedger();
    private final RecordedCommands commands = new RecordedCommands();
    private final AnnotationEventHandlerAdapter policy = new AnnotationEventHandlerAdapter(
            new PaymentPolicy(ledger, commands.commands()));

    private void hear(PaymentEvent event) throws Exception {
        policy.handle(GenericEventMessage.asEventMessage(event));
    }

    private void refuseWith(ProblemCode code) {
        ledger.failWith(new LedgerRefused(code, "no", new IllegalStateException("the cause")));
    }

    @Test
    void asksForAHoldWhenAPaymentIsRequested() throws Exception {
        hear(REQUESTED);

        assertThat(ledger.asked())
                .containsExactly("hold 36.00 USD of account:a1 for payment:o1, who must be " + CUSTOMER);
    }

    @Test
    void asksForTheHoldToBeCaptured() throws Exception {
        hear(CAPTURE_REQUESTED);

        assertThat(ledger.asked()).containsExactly("capture from account:a1 for payment:o1");
    }

    @Test
    void asksForTheHoldToBeReleasedWhenAPaymentIsVoided() throws Exception {
        hear(VOID_REQUESTED);

        assertThat(ledger.asked()).containsExactly("release on account:a1 for payment:o1");
    }

    @Test
    void asksForARefund() throws Exception {
        hear(REFUND_REQUESTED);

        assertThat(ledger.asked()).containsExactly("refund 36.00 USD to account:a1 for payment:o1");
    }

    @Test
    void asksAgainForWhatIsNotAnswered() throws Exception {
        for (PaymentStatus status : List.of(PaymentStatus.REQUESTED, PaymentStatus.CAPTURING, PaymentStatus.VOIDING,
                PaymentStatus.REFUNDING)) {
            hear(askedAgain(status));
        }

        assertThat(ledger.asked()).containsExactly(
                "hold 36.00 USD of account:a1 for payment:o1, who must be " + CUSTOMER,
                "verify on account:a1 for payment:o1", "capture from account:a1 for payment:o1",
                "release on account:a1 for payment:o1", "refund 36.00 USD to account:a1 for payment:o1");
    }

    @ParameterizedTest
    @FieldSource("QUESTIONS")
    void leavesTheAnswerToTheLedger(PaymentEvent question) throws Exception {
        hear(question);

        assertThat(commands.sent()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("FACTS")
    void asksNothingForWhatHasHappened(PaymentEvent fact) throws Exception {
        hear(fact);

        assertThat(ledger.asked()).isEmpty();
        assertThat(commands.sent()).isEmpty();
    }

    @Test
    void takesAnAccountThatDoesNotExistForOneThatHoldsNothing() throws Exception {
        refuseWith(ProblemCode.NOT_FOUND);

        hear(VOID_REQUESTED);

        assertThat(commands.sent()).containsExactly(new RecordHoldReleased(PAYMENT));
    }

    @Test
    void tellsThePaymentThatItsRefundWasRefused() throws Exception {
        refuseWith(ProblemCode.ACCOUNT_CLOSED);

        hear(REFUND_REQUESTED);

        assertThat(commands.sent()).containsExactly(new RecordRefundRefused(PAYMENT, ProblemCode.ACCOUNT_CLOSED));
    }

    @ParameterizedTest
    @FieldSource("QUESTIONS")
    void throwsWhatIsNoAnswerToThePayment(PaymentEvent question) {
        IllegalStateException failure = new IllegalStateException("the ledger is away");
        ledger.failWith(failure);

        assertThatThrownBy(() -> hear(question)).isSameAs(failure);
        assertThat(commands.sent()).isEmpty();
    }

    @Test
    void throwsARefusalToReleaseWhatWasCaptured() {
        refuseWith(ProblemCode.WRONG_STATE);

        assertThatThrownBy(() -> hear(VOID_REQUESTED)).isInstanceOf(LedgerRefused.class);
        assertThat(commands.sent()).isEmpty();
    }
}
