package io.orderflow.saga;

import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.payment.PaymentCommand.CapturePayment;
import io.orderflow.api.payment.PaymentCommand.VoidPayment;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;

/** Keeps one payment the way the payment service does: each answer comes when its ledger answers, and not before. */
final class PaymentTwin {

    private enum State {
        NONE, REQUESTED, AUTHORIZED, DECLINED, CAPTURING, CAPTURED, VOIDING, VOIDED
    }

    private final Consumer<PaymentEvent> events;
    private final Deque<Runnable> ledger = new ArrayDeque<>();
    private State state = State.NONE;
    private boolean moneyIsShort;

    PaymentTwin(Consumer<PaymentEvent> events) {
        this.events = events;
    }

    void runOutOfMoney() {
        moneyIsShort = true;
    }

    /** Lets the ledger give its next answer; returns whether it had any to give. */
    boolean answerNext() {
        Runnable answer = ledger.poll();
        if (answer != null) {
            answer.run();
        }
        return answer != null;
    }

    boolean isAuthorized() {
        return state == State.AUTHORIZED;
    }

    boolean isCaptured() {
        return state == State.CAPTURED;
    }

    boolean holdsNothing() {
        return state == State.NONE || state == State.DECLINED || state == State.VOIDED;
    }

    @CommandHandler
    CommandResult handle(AuthorizePayment command) {
        if (state == State.NONE) {
            state = State.REQUESTED;
            ledger.add(() -> decide(command));
        }
        return new CommandResult(0);
    }

    @CommandHandler
    CommandResult handle(CapturePayment command) {
        if (state == State.AUTHORIZED) {
            state = State.CAPTURING;
            ledger.add(() -> captured(command.paymentId()));
        }
        return new CommandResult(0);
    }

    @CommandHandler
    CommandResult handle(VoidPayment command) {
        if (state == State.NONE || state == State.DECLINED) {
            voided(command);
        }
        if (state == State.REQUESTED || state == State.AUTHORIZED) {
            state = State.VOIDING;
            ledger.add(() -> voided(command));
        }
        return new CommandResult(0);
    }

    private void decide(AuthorizePayment command) {
        if (state == State.REQUESTED && moneyIsShort) {
            state = State.DECLINED;
            events.accept(
                    new PaymentDeclined(command.paymentId(), command.orderId(), HoldRefusal.INSUFFICIENT_FUNDS,
                            command.amount()));
        } else if (state == State.REQUESTED) {
            state = State.AUTHORIZED;
            events.accept(new PaymentAuthorized(command.paymentId(), command.orderId()));
        }
    }

    private void captured(PaymentId payment) {
        state = State.CAPTURED;
        events.accept(new PaymentCaptured(payment, new OrderId(payment.value())));
    }

    private void voided(VoidPayment command) {
        state = State.VOIDED;
        events.accept(new PaymentVoided(command.paymentId(), command.orderId()));
    }
}
