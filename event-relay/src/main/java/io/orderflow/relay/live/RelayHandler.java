package io.orderflow.relay.live;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.customer.CustomerEvent;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.relay.contract.IntegrationEvents;
import io.orderflow.relay.contract.PublicEvent;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the integration events of each internal event. It returns once the broker has acknowledged them, so that the
 * checkpoint behind them is stored only after that, and the next event of the same sequence comes only after that, too.
 * An event that the broker refuses becomes a dead letter, behind which the later events of its sequence wait.
 *
 * <p>The framework calls it from several lanes at once, with one event of a sequence at a time.
 */
@DisallowReplay
final class RelayHandler {

    private final Outlet outlet;
    private final IntegrationEvents events;

    RelayHandler(Outlet outlet, IntegrationEvents events) {
        this.outlet = outlet;
        this.events = events;
    }

    boolean isOf(Outlet one) {
        return outlet == one;
    }

    @EventHandler
    void on(OrderEvent payload, EventMessage<?> event, @Nullable DeadLetter<?> letter) throws InterruptedException {
        publish(event, letter);
    }

    @EventHandler
    void on(PaymentEvent payload, EventMessage<?> event, @Nullable DeadLetter<?> letter) throws InterruptedException {
        publish(event, letter);
    }

    @EventHandler
    void on(StockEvent payload, EventMessage<?> event, @Nullable DeadLetter<?> letter) throws InterruptedException {
        publish(event, letter);
    }

    @EventHandler
    void on(AccountEvent payload, EventMessage<?> event, @Nullable DeadLetter<?> letter) throws InterruptedException {
        publish(event, letter);
    }

    @EventHandler
    void on(CustomerEvent payload, EventMessage<?> event, @Nullable DeadLetter<?> letter) throws InterruptedException {
        publish(event, letter);
    }

    /** A dead letter that has a claim for a short time is tried once; its own retries wait in between. */
    private void publish(EventMessage<?> event, @Nullable DeadLetter<?> letter) throws InterruptedException {
        for (PublicEvent one : events.of(event)) {
            if (letter == null) {
                outlet.publishLive(one);
            } else {
                outlet.publishOnce(one);
            }
        }
    }
}
