package io.orderflow.query.history;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.query.history.OrderHistory.Entry;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** An order's history as HTTP shows it: each entry as the JSON object that it is. */
record HistoryAnswer(String orderId,
        @ArraySchema(schema = @Schema(implementation = HistoryItem.class)) List<Item> items, long position) {

    record Item(@JsonValue @JsonRawValue String json) {

        private static Item of(Entry entry) {
            return new Item(entry.json());
        }
    }

    static HistoryAnswer of(OrderHistory history) {
        return new HistoryAnswer(history.orderId(), history.items().stream().map(Item::of).toList(),
                history.position());
    }
}
