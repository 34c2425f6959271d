package io.orderflow.payment;

import static io.orderflow.payment.PaymentFixture.ACCOUNT;
import static io.orderflow.payment.PaymentFixture.AMOUNT;
import static io.orderflow.payment.PaymentFixture.ORDER;
import static io.orderflow.payment.PaymentFixture.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent.MoneyWithdrawn;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.account.TransactionId;
import io.orderflow.payment.LedgerAnswer.RecordHoldCaptured;
import io.orderflow.payment.LedgerAnswer.RecordHoldPlaced;
import io.orderflow.payment.LedgerAnswer.RecordHoldRefused;
import io.orderflow.payment.LedgerAnswer.RecordHoldReleased;
import io.orderflow.payment.LedgerAnswer.RecordRefundDeposited;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;
import java.util.List;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class AccountAnswersTest {

    private static final HoldId HOLD = new HoldId("o1");
    private static final MoneyDeposited REFUND = deposited("refund-o1", DepositSource.REFUND);

    private static final List<Arguments> ANSWERS = List.of(
            Arguments.of(new HoldPlaced(ACCOUNT, HOLD, AMOUNT), new RecordHoldPlaced(PAYMENT)),
            Arguments.of(new HoldRefused(ACCOUNT, HOLD, AMOUNT, HoldRefusal.INSUFFICIENT_FUNDS, null),
                    new RecordHoldRefused(PAYMENT, HoldRefusal.INSUFFICIENT_FUNDS)),
            Arguments.of(new HoldCaptured(ACCOUNT, HOLD, AMOUNT), new RecordHoldCaptured(PAYMENT)),
            Arguments.of(new HoldReleased(ACCOUNT, HOLD, AMOUNT), new RecordHoldReleased(PAYMENT)),
            Arguments.of(REFUND, new RecordRefundDeposited(PAYMENT)));

    private static final List<AccountEvent> NO_ANSWERS = List.of(new AccountOpened(ACCOUNT, "Ada", "USD"),
            new MoneyWithdrawn(ACCOUNT, AMOUNT, new TransactionId("refund-o1")),
            deposited("refund-o1", DepositSource.CASH), deposited("o1", DepositSource.REFUND),
            deposited("refund-", DepositSource.REFUND), deposited("refund--", DepositSource.REFUND));

    private final RecordedCommands commands = new RecordedCommands();
    private final AnnotationEventHandlerAdapter answers = new AnnotationEventHandlerAdapter(
            new AccountAnswers(commands.commands()));

    private static MoneyDeposited deposited(String transaction, DepositSource source) {
        return new MoneyDeposited(ACCOUNT, AMOUNT, new TransactionId(transaction), source);
    }

    private static Object sequenceOf(Object event) {
        return AccountAnswers.sequenceOf(GenericEventMessage.asEventMessage(event));
    }

    private void hear(AccountEvent event) throws Exception {
        answers.handle(GenericEventMessage.asEventMessage(event));
    }

    @ParameterizedTest
    @FieldSource("ANSWERS")
    void tellsThePayment(AccountEvent answer, LedgerAnswer fact) throws Exception {
        hear(answer);

        assertThat(commands.sent()).containsExactly(fact);
    }

    @ParameterizedTest
    @FieldSource("NO_ANSWERS")
    void tellsNobodyWhatIsNoAnswer(AccountEvent event) throws Exception {
        hear(event);

        assertThat(commands.sent()).isEmpty();
    }

    @Test
    void passesOverAHoldThatNoPaymentAskedFor() throws Exception {
        commands.failWith(new CommandRefused(ProblemCode.NOT_FOUND, "There is no payment:o1"));

        hear(new HoldPlaced(ACCOUNT, HOLD, AMOUNT));

        assertThat(commands.sent()).hasSize(1);
    }

    @Test
    void throwsAFailureToTellThePayment() {
        NoHandlerForCommandException failure = new NoHandlerForCommandException("nobody is there");
        commands.failWith(failure);

        assertThatThrownBy(() -> hear(new HoldPlaced(ACCOUNT, HOLD, AMOUNT))).isSameAs(failure);
    }

    @ParameterizedTest
    @FieldSource("ANSWERS")
    void keepsAnAnswerInOrderWithItsQuestion(AccountEvent answer) {
        assertThat(sequenceOf(answer)).isEqualTo(sequenceOf(new PaymentRequested(PAYMENT, ORDER, ACCOUNT, AMOUNT)));
    }

    @Test
    void keepsTheAnswersOfTwoPaymentsApart() {
        assertThat(sequenceOf(new HoldPlaced(ACCOUNT, new HoldId("o2"), AMOUNT)))
                .isNotEqualTo(sequenceOf(new HoldPlaced(ACCOUNT, HOLD, AMOUNT)));
    }

    @ParameterizedTest
    @FieldSource("NO_ANSWERS")
    void keepsWhatIsNoAnswerInOrderWithNothing(AccountEvent event) {
        EventMessage<?> message = GenericEventMessage.asEventMessage(event);

        assertThat(AccountAnswers.sequenceOf(message)).isEqualTo(message.getIdentifier());
    }

    @Test
    void namesTheRefundOfThePaymentWithTheLongestId() {
        PaymentId longest = new PaymentId("p".repeat(64));

        assertThat(TransactionId.refundOf(longest).refundedPayment()).contains(longest);
    }
}
