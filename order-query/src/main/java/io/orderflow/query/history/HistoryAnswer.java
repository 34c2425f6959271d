package io.orderflow.query.history;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.orderflow.query.history.OrderHistory.Entry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order's history as HTTP shows it: each payload as the JSON object that it is. */
record HistoryAnswer(String orderId, List<Item> items, long position) {

    record Item(String type, Instant time, @Nullable Long position, String eventId, @Nullable String aggregate,
            @Nullable Long version, @JsonRawValue @Schema(type = "object") String payload,
            @Nullable String correlationId, @Nullable String causationId, @Nullable String actor,
            @Nullable String traceId) {

        private static Item of(Entry entry) {
            return new Item(entry.type(), entry.time(), entry.position(), entry.eventId(), entry.aggregate(),
                    entry.version(), entry.payload(), entry.correlationId(), entry.causationId(), entry.actor(),
                    entry.traceId());
        }
    }

    static HistoryAnswer of(OrderHistory history) {
        return new HistoryAnswer(history.orderId(), history.items().stream().map(Item::of).toList(),
                history.position());
    }
}
