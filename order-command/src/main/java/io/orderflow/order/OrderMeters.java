package io.orderflow.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.service.message.StoredEventListener;
import io.orderflow.service.metrics.MeterDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;

/**
 * Counts what becomes of orders, and how often their processes repeat a request, as this process stores the events. It
 * is told on the threads of all commands. Thread-safe.
 */
final class OrderMeters implements MeterBinder, StoredEventListener {

    private static final MeterDefinition ORDERS = MeterDefinition.counter("orderflow.orders", "orders",
            "Orders that came to a point of their life: placed, confirmed, shipped, rejected, cancelled, refunded; with the "
                    + "reason of a rejection",
            "outcome", "reason");
    private static final MeterDefinition RETRIES = MeterDefinition.counter("orderflow.saga.retries", "requests",
            "Requests that processes of orders have repeated, by the type of the event", "type");
    private static final String NO_REASON = "none";

    private final Map<Outcome, LongAdder> orders = new HashMap<>();
    private final Map<Class<?>, LongAdder> retries = new HashMap<>();

    private record Outcome(String name, String reason) {

        Outcome(String name) {
            this(name, NO_REASON);
        }
    }

    OrderMeters() {
        Stream.of("placed", "confirmed", "shipped", "cancelled", "refunded")
                .forEach(name -> orders.put(new Outcome(name), new LongAdder()));
        Stream.of(RejectionReason.values()).forEach(reason -> orders.put(rejected(reason), new LongAdder()));
        List.of(RetryEvent.class.getPermittedSubclasses()).forEach(type -> retries.put(type, new LongAdder()));
    }

    private static Outcome rejected(RejectionReason reason) {
        return new Outcome("rejected", reason.name());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        orders.forEach((outcome, count) -> ORDERS.count(registry, count, LongAdder::sum, outcome.name(),
                outcome.reason()));
        retries.forEach((type, count) -> RETRIES.count(registry, count, LongAdder::sum,
                type.getAnnotation(MessageType.class).value()));
    }

    @Override
    public void stored(EventMessage<?> event) {
        if (event.getPayload() instanceof OrderEvent order) {
            Objects.requireNonNull(orders.get(outcomeOf(order))).increment();
        } else if (event.getPayload() instanceof RetryEvent retry) {
            Objects.requireNonNull(retries.get(retry.getClass())).increment();
        }
    }

    private static Outcome outcomeOf(OrderEvent event) {
        return switch (event) {
            case OrderPlaced placed -> new Outcome("placed");
            case OrderConfirmed confirmed -> new Outcome("confirmed");
            case OrderShipped shipped -> new Outcome("shipped");
            case OrderRejected rejected -> rejected(rejected.reason());
            case OrderCancelled cancelled -> new Outcome("cancelled");
            case OrderRefunded refunded -> new Outcome("refunded");
        };
    }
}
