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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
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

    private final LongAdder placed = new LongAdder();
    private final LongAdder confirmed = new LongAdder();
    private final LongAdder shipped = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder refunded = new LongAdder();
    private final Map<RejectionReason, LongAdder> rejected = new EnumMap<>(RejectionReason.class);
    private final Map<Class<?>, LongAdder> retries = new HashMap<>();

    OrderMeters() {
        List.of(RejectionReason.values()).forEach(reason -> rejected.put(reason, new LongAdder()));
        List.of(RetryEvent.class.getPermittedSubclasses()).forEach(type -> retries.put(type, new LongAdder()));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Map.of("placed", placed, "confirmed", confirmed, "shipped", shipped, "cancelled", cancelled, "refunded",
                refunded)
                .forEach((outcome, count) -> ORDERS.count(registry, count, LongAdder::sum, outcome, NO_REASON));
        rejected.forEach((reason, count) -> ORDERS.count(registry, count, LongAdder::sum, "rejected", reason.name()));
        retries.forEach((type, count) -> RETRIES.count(registry, count, LongAdder::sum,
                type.getAnnotation(MessageType.class).value()));
    }

    @Override
    public void stored(EventMessage<?> event) {
        if (event.getPayload() instanceof OrderEvent order) {
            countOf(order).increment();
        } else if (event.getPayload() instanceof RetryEvent retry) {
            Objects.requireNonNull(retries.get(retry.getClass())).increment();
        }
    }

    private LongAdder countOf(OrderEvent event) {
        return switch (event) {
            case OrderPlaced isPlaced -> placed;
            case OrderConfirmed isConfirmed -> confirmed;
            case OrderShipped isShipped -> shipped;
            case OrderRejected isRejected -> Objects.requireNonNull(rejected.get(isRejected.reason()));
            case OrderCancelled isCancelled -> cancelled;
            case OrderRefunded isRefunded -> refunded;
        };
    }
}
