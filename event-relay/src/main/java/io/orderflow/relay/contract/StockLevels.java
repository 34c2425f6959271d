package io.orderflow.relay.contract;

import io.orderflow.api.stock.StockEvent;
import io.orderflow.relay.contract.StockIntegrationEvent.StockLow;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Finds the reservations that make a stock low: before them more units than the threshold were available, and after them
 * no more than it. It follows each product event by event, and reads the stream of a product that it has not followed up
 * to the event before; so the answer for an event is always the same. Thread-safe for different products; the events of
 * one come one after the other.
 */
public final class StockLevels {

    /** At some hundred bytes each. */
    private static final int MAX_PRODUCTS = 20_000;

    private final Function<String, Iterator<? extends DomainEventMessage<?>>> history;
    private final long threshold;
    private final Map<String, Level> levels = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Level> eldest) {
            return size() > MAX_PRODUCTS;
        }
    });

    /**
     * The available units of a product.
     *
     * @param sequence the sequence number of the last event that it was followed to
     * @param before   the units before that event
     * @param after    the units after it
     */
    private record Level(long sequence, long before, long after) {}

    /** @param history reads the events of a stream from the first one on */
    public StockLevels(Function<String, Iterator<? extends DomainEventMessage<?>>> history, long threshold) {
        this.history = history;
        this.threshold = threshold;
    }

    /** The event that the stock is low now; empty where it is not, or was before. */
    Optional<StockLow> after(EventMessage<?> event, StockEvent payload) {
        if (!(event instanceof DomainEventMessage<?> domain)) {
            return Optional.empty();
        }
        Level level = levelAt(domain, payload);
        levels.put(domain.getAggregateIdentifier(), level);
        return level.before() > threshold && level.after() <= threshold
                ? Optional.of(new StockLow(payload.sku().value(), level.after(), threshold))
                : Optional.empty();
    }

    private Level levelAt(DomainEventMessage<?> event, StockEvent payload) {
        long sequence = event.getSequenceNumber();
        Level known = levels.get(event.getAggregateIdentifier());
        long before = known == null || known.sequence() != sequence && known.sequence() != sequence - 1
                ? read(event.getAggregateIdentifier(), sequence)
                : known.sequence() == sequence ? known.before() : known.after();
        return new Level(sequence, before, before + changeBy(payload));
    }

    /** Adds up the events before this one. */
    private long read(String stream, long end) {
        long available = 0;
        Iterator<? extends DomainEventMessage<?>> events = end == 0
                ? Collections.emptyIterator()
                : history.apply(stream);
        while (events.hasNext()) {
            DomainEventMessage<?> event = events.next();
            if (event.getSequenceNumber() >= end) {
                return available;
            }
            available += changeBy(event.getPayload());
        }
        return available;
    }

    /** What an event adds to the available units. What is dispatched was reserved before. */
    private static long changeBy(@Nullable Object event) {
        return switch (event) {
            case StockEvent.StockReceived received -> received.quantity();
            case StockEvent.StockReserved reserved -> -reserved.quantity();
            case StockEvent.StockReleased released -> released.quantity();
            case null, default -> 0;
        };
    }
}
