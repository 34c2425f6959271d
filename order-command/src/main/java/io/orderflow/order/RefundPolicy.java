package io.orderflow.order;

import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import io.orderflow.service.message.Commands;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;

/**
 * Tells an order that its payment was paid back. A payment does not know the customer of its order, and a sum of the
 * payments of a customer needs the refunds too. The policy is a processing group of its own and begins with the first
 * event of the log, so that it also tells orders of refunds from before there was such a policy. A second report of the
 * same refund changes nothing.
 */
@ProcessingGroup(RefundPolicy.NAME)
@DisallowReplay
public class RefundPolicy {

    public static final String NAME = "refund-policy";

    /** The events that no later event repeats: a payment is refunded once, with one event. */
    public static final Set<Class<?>> ONLY_ASKS = Set.of(PaymentRefunded.class);

    private final Commands commands;

    public RefundPolicy(Commands commands) {
        this.commands = commands;
    }

    /** Sends the time in milliseconds, as the event store keeps it. */
    @EventHandler
    void on(PaymentRefunded event, @Timestamp Instant at) {
        commands.send(new RecordRefund(event.orderId(), at.truncatedTo(ChronoUnit.MILLIS)));
    }
}
