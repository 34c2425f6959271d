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
 * Tells an order that its payment was paid back: a payment does not know whose order it is, and whoever adds up what
 * customers have paid must. A processing group of its own, it begins with the first event of the log, and so also tells
 * of the refunds that happened before there was such a policy. To be told twice changes nothing.
 */
@ProcessingGroup(RefundPolicy.NAME)
@DisallowReplay
public class RefundPolicy {

    public static final String NAME = "refund-policy";

    /** A payment is paid back once, and says so once. */
    public static final Set<Class<?>> ONLY_ASKS = Set.of(PaymentRefunded.class);

    private final Commands commands;

    public RefundPolicy(Commands commands) {
        this.commands = commands;
    }

    /** The event store knows times in milliseconds. */
    @EventHandler
    void on(PaymentRefunded event, @Timestamp Instant at) {
        commands.send(new RecordRefund(event.orderId(), at.truncatedTo(ChronoUnit.MILLIS)));
    }
}
