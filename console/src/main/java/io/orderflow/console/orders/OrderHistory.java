package io.orderflow.console.orders;

import io.orderflow.console.eventlog.LoggedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of what happened on behalf of an order, the earliest event first. */
public record OrderHistory(String orderId, List<LoggedEvent> items, @Nullable String next, @Nullable String previous,
        long position) {

    public OrderHistory {
        items = items == null ? List.of() : items;
    }

    /** The events that changed the order, at which its state can be looked at. */
    List<LoggedEvent> stops() {
        return items.stream().filter(event -> !event.changes().isEmpty() && event.position() != null).toList();
    }
}
