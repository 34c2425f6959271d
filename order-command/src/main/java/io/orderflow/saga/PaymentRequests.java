package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.payment.PaymentCommand.CapturePayment;
import io.orderflow.api.payment.PaymentCommand.VoidPayment;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.RetryEvent.AuthorizationRetried;
import io.orderflow.api.saga.RetryEvent.CompensationRetried;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.service.message.Commands;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/**
 * Sends the requests of a saga to the payment. While the payments are away, only these commands wait, in this
 * processor. The commands of one order are sent one after the other, so that a voiding never overtakes the command that
 * it undoes.
 */
@ProcessingGroup(PaymentRequests.PROCESSOR)
@DisallowReplay
public class PaymentRequests {

    public static final String PROCESSOR = "order-saga-payments";

    /**
     * The events whose requests are not repeated: the process does not wait for the answers, and has no deadline for
     * them.
     */
    public static final Set<Class<?>> ONLY_ASKS = Set.of(StepSkipped.class);

    private final CommandSender sender;
    private final OrderClosing closing;

    public PaymentRequests(Commands commands) {
        this.sender = new CommandSender(commands);
        this.closing = new OrderClosing(sender);
    }

    @EventHandler
    void on(StockSecured event) {
        OrderId order = event.orderId();
        sender.send(new AuthorizePayment(PaymentId.of(order), order, event.accountId(), event.total(),
                event.customerId()));
    }

    @EventHandler
    void on(AuthorizationRetried event) {
        OrderId order = event.orderId();
        sender.send(new AuthorizePayment(PaymentId.of(order), order, event.accountId(), event.total(),
                event.customerId()));
    }

    @EventHandler
    void on(DeliveryStarted event) {
        capture(event.orderId());
    }

    @EventHandler
    void on(DeliveryRetried event) {
        if (event.capturePayment()) {
            capture(event.orderId());
        }
    }

    @EventHandler
    void on(CompensationStarted event) {
        if (event.voidPayment() && closing.close(event.orderId(), event.reason())) {
            giveBack(event.orderId());
        }
    }

    @EventHandler
    void on(CompensationRetried event) {
        if (event.voidPayment() && closing.close(event.orderId(), event.reason())) {
            giveBack(event.orderId());
        }
    }

    /** Sends the last request for a skipped answer; a command that fails is sent until it is taken or refused. */
    @EventHandler
    void on(StepSkipped event) {
        if (!event.payment()) {
            return;
        }
        if (event.step() == SagaStep.DELIVERING) {
            capture(event.orderId());
        } else {
            giveBack(event.orderId());
        }
    }

    private void capture(OrderId order) {
        sender.send(new CapturePayment(PaymentId.of(order)));
    }

    private void giveBack(OrderId order) {
        sender.send(new VoidPayment(PaymentId.of(order), order));
    }
}
