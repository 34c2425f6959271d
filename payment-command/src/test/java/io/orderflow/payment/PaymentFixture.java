package io.orderflow.payment;

import static org.hamcrest.Matchers.equalTo;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.payment.PaymentCommand.VoidPayment;
import io.orderflow.api.payment.PaymentEvent.PaymentAskedAgain;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptureRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRefused;
import io.orderflow.api.payment.PaymentEvent.PaymentRefundRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoidRequested;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import io.orderflow.payment.LedgerAnswer.RecordHoldRefused;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.FeatureMatcher;

/** The commands and events of one order's payment, and the stories that its tests begin with. */
public final class PaymentFixture {

    public static final OrderId ORDER = new OrderId("o1");
    public static final PaymentId PAYMENT = PaymentId.of(ORDER);
    public static final AccountId ACCOUNT = new AccountId("a1");
    public static final CustomerId CUSTOMER = new CustomerId("c1");
    public static final Money AMOUNT = Money.of("36.00", "USD");

    static final AuthorizePayment AUTHORIZE = new AuthorizePayment(PAYMENT, ORDER, ACCOUNT, AMOUNT, CUSTOMER);
    static final VoidPayment VOID = new VoidPayment(PAYMENT, ORDER);
    static final RecordHoldRefused HOLD_REFUSED = new RecordHoldRefused(PAYMENT, HoldRefusal.INSUFFICIENT_FUNDS);

    static final PaymentRequested REQUESTED = new PaymentRequested(PAYMENT, ORDER, ACCOUNT, AMOUNT, CUSTOMER);
    static final PaymentAuthorized AUTHORIZED = new PaymentAuthorized(PAYMENT, ORDER);
    static final PaymentDeclined DECLINED = new PaymentDeclined(PAYMENT, ORDER, HoldRefusal.INSUFFICIENT_FUNDS, AMOUNT);
    static final PaymentCaptureRequested CAPTURE_REQUESTED = new PaymentCaptureRequested(PAYMENT, ORDER, ACCOUNT);
    static final PaymentCaptured CAPTURED = new PaymentCaptured(PAYMENT, ORDER);
    static final PaymentVoidRequested VOID_REQUESTED = new PaymentVoidRequested(PAYMENT, ORDER, ACCOUNT);
    static final PaymentVoided VOIDED = new PaymentVoided(PAYMENT, ORDER);
    static final PaymentRefundRequested REFUND_REQUESTED = new PaymentRefundRequested(PAYMENT, ORDER, ACCOUNT, AMOUNT);
    static final PaymentRefunded REFUNDED = new PaymentRefunded(PAYMENT, ORDER);
    static final PaymentRefundRefused REFUND_REFUSED = new PaymentRefundRefused(PAYMENT, ORDER,
            ProblemCode.ACCOUNT_CLOSED);

    private PaymentFixture() {}

    static PaymentAskedAgain askedAgain(PaymentStatus status) {
        return new PaymentAskedAgain(PAYMENT, ORDER, ACCOUNT, AMOUNT, status, CUSTOMER);
    }

    static AggregateTestFixture<Payment> payment() {
        return new AggregateTestFixture<>(Payment.class);
    }

    static void expectNoChange(ResultValidator<Payment> result, long version) {
        result.expectSuccessfulHandlerExecution().expectNoEvents()
                .expectResultMessagePayload(new CommandResult(version));
    }

    /** Expects no event, and the code as the answer to the caller. */
    static void expectRefusal(ResultValidator<Payment> result, ProblemCode code) {
        result.expectNoEvents().expectExceptionDetails(new FeatureMatcher<Refusal, ProblemCode>(equalTo(code),
                "a refusal with the code", "code") {

            @Override
            protected ProblemCode featureValueOf(Refusal refusal) {
                return refusal.code();
            }
        });
    }

    /** Each state that a payment can be in, with the events that lead there. */
    enum Story {
        JUST_REQUESTED(REQUESTED), JUST_AUTHORIZED(REQUESTED, AUTHORIZED), JUST_DECLINED(REQUESTED, DECLINED),
        CAPTURING(REQUESTED, AUTHORIZED, CAPTURE_REQUESTED),
        JUST_CAPTURED(REQUESTED, AUTHORIZED, CAPTURE_REQUESTED, CAPTURED),
        VOIDING_BEFORE_THE_ANSWER(REQUESTED, VOID_REQUESTED), VOIDING(REQUESTED, AUTHORIZED, VOID_REQUESTED),
        VOIDED_BEFORE_THE_ANSWER(REQUESTED, VOID_REQUESTED, VOIDED),
        JUST_VOIDED(REQUESTED, AUTHORIZED, VOID_REQUESTED, VOIDED), VOIDED_AFTER_A_DECLINE(REQUESTED, DECLINED, VOIDED),
        NEVER_REQUESTED(VOIDED), REFUNDING(REQUESTED, AUTHORIZED, CAPTURE_REQUESTED, CAPTURED, REFUND_REQUESTED),
        JUST_REFUNDED(REQUESTED, AUTHORIZED, CAPTURE_REQUESTED, CAPTURED, REFUND_REQUESTED, REFUNDED),
        REFUND_FAILED(REQUESTED, AUTHORIZED, CAPTURE_REQUESTED, CAPTURED, REFUND_REQUESTED, REFUND_REFUSED);

        private final Object[] events;

        Story(Object... events) {
            this.events = events;
        }

        Object[] events() {
            return events;
        }

        long version() {
            return events.length - 1L;
        }
    }
}
