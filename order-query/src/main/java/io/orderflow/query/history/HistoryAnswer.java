package io.orderflow.query.history;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.query.history.OrderHistory.Entry;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an order's history as HTTP shows it: each entry as the JSON object that it is.
 *
 * @param next     the cursor of the next page, absent where this is the last
 * @param previous the cursor of the page before, absent where this is the first
 * @param position the position of the last event of the page
 */
record HistoryAnswer(String orderId,
        @ArraySchema(schema = @Schema(implementation = HistoryItem.class)) List<JsonItem> items, @Nullable String next,
        @Nullable String previous, long position) {

    record JsonItem(@JsonValue @JsonRawValue String json) {

        private static JsonItem of(Entry entry) {
            return new JsonItem(entry.json());
        }
    }

    static HistoryAnswer of(HistoryPage page) {
        return new HistoryAnswer(page.orderId(), page.items().stream().map(JsonItem::of).toList(), page.next(),
                page.previous(), page.position());
    }
}
