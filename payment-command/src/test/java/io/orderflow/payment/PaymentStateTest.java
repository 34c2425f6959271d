package io.orderflow.payment;

import static io.orderflow.payment.PaymentFixture.ACCOUNT;
import static io.orderflow.payment.PaymentFixture.AMOUNT;
import static io.orderflow.payment.PaymentFixture.ORDER;
import static io.orderflow.payment.PaymentFixture.PAYMENT;
import static io.orderflow.payment.PaymentFixture.askedAgain;
import static io.orderflow.payment.PaymentFixture.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.payment.PaymentCommand.CapturePayment;
import io.orderflow.payment.LedgerAnswer.RecordHoldCaptured;
import io.orderflow.payment.LedgerAnswer.RecordHoldPlaced;
import io.orderflow.payment.LedgerAnswer.RecordHoldReleased;
import io.orderflow.payment.LedgerAnswer.RecordRefundDeposited;
import io.orderflow.api.payment.PaymentCommand.RefundPayment;
import io.orderflow.api.payment.PaymentCommand.RetryPayment;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.payment.PaymentFixture.Story;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.serialization.SerializedObject;
import org.hamcrest.CustomTypeSafeMatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A snapshot tells the same as the events before it. */
class PaymentStateTest {

    private static final List<Object> COMMANDS = List.of(PaymentFixture.AUTHORIZE,
            new AuthorizePayment(PAYMENT, ORDER, ACCOUNT, AMOUNT.plus(AMOUNT)), new CapturePayment(PAYMENT),
            PaymentFixture.VOID, new RefundPayment(PAYMENT), new RetryPayment(PAYMENT),
            new RecordHoldPlaced(PAYMENT), PaymentFixture.HOLD_REFUSED, new RecordHoldCaptured(PAYMENT),
            new RecordHoldReleased(PAYMENT), new RecordRefundDeposited(PAYMENT));

    @ParameterizedTest
    @EnumSource
    void standsForTheEventsBeforeIt(Story story) {
        PaymentState state = stateAfter(Arrays.asList(story.events()));
        assertThat(stateAfter(List.of(state))).isEqualTo(state);
        for (Object command : COMMANDS) {
            assertThat(decided(List.of(state), command)).as("%s", command)
                    .isEqualTo(decided(Arrays.asList(story.events()), command));
        }
    }

    @Test
    void knowsHowOftenTheLedgerWasAsked() {
        List<Object> life = new ArrayList<>(List.of(PaymentFixture.REQUESTED));
        life.addAll(Collections.nCopies(Payment.MAX_REPEATS, askedAgain(PaymentStatus.REQUESTED)));
        assertThat(decided(life, new RetryPayment(PAYMENT))).isEmpty();
        assertThat(decided(List.of(stateAfter(life)), new RetryPayment(PAYMENT))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isWrittenAndReadUnderItsStableName(Story story) {
        StableNameSerializer serializer = new StableNameSerializer(MessageTypes.of(List.of(PaymentState.class)));
        PaymentState state = stateAfter(Arrays.asList(story.events()));
        SerializedObject<byte[]> written = serializer.serialize(state, byte[].class);
        assertThat(written.getType().getName()).isEqualTo("payment.state");
        assertThat(written.getType().getRevision()).isEqualTo("2");
        assertThat(serializer.<byte[], Object>deserialize(written)).isEqualTo(state);
    }

    /** What the payment applies; nothing where it refuses. */
    private static List<Object> decided(List<?> past, Object command) {
        List<Object> decided = new ArrayList<>();
        payment().given(past).when(command).expectEventsMatching(
                new CustomTypeSafeMatcher<List<EventMessage<?>>>("any") {
                    @Override
                    protected boolean matchesSafely(List<EventMessage<?>> events) {
                        events.stream().map(Message::getPayload).forEach(decided::add);
                        return true;
                    }
                });
        return decided;
    }

    /** One of the two changes nothing, whatever the payment waits for. */
    private static PaymentState stateAfter(List<?> past) {
        boolean waitsForARelease = !decided(past, new RecordHoldReleased(PAYMENT)).isEmpty();
        List<PaymentState> states = new ArrayList<>();
        payment().given(past)
                .when(waitsForARelease ? new RecordHoldCaptured(PAYMENT) : new RecordHoldReleased(PAYMENT))
                .expectState(payment -> states.add(payment.state()));
        return states.getFirst();
    }
}
