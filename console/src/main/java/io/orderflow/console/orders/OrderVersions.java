package io.orderflow.console.orders;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each event changed of an order. */
public record OrderVersions(String orderId, List<OrderVersion> items, @Nullable String next,
        @Nullable String previous) {

    public OrderVersions {
        items = items == null ? List.of() : items;
    }

    public record OrderVersion(long version, @Nullable Long position, @Nullable String eventId, String type,
            Instant time,
            @Nullable String aggregate, @Nullable String actor, List<FieldChange> changes) {

        public OrderVersion {
            changes = changes == null ? List.of() : changes;
        }
    }

    /** A field before and after an event; absent where the order did not have it. */
    public record FieldChange(String field, @Nullable String before, @Nullable String after) {}

    /** The events that changed the order, at which its state can be looked at. */
    List<OrderVersion> stops() {
        return items.stream().filter(item -> !item.changes().isEmpty() && item.position() != null).toList();
    }
}
