package io.orderflow.query.history;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.query.history.OrderHistory.Entry;
import io.orderflow.query.history.OrderVersions.OrderVersion;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

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

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    record JsonItem(@JsonValue @JsonRawValue String json) {

        private static JsonItem of(Entry entry) {
            return new JsonItem(entry.json());
        }

        /** The object with two more fields. */
        private static JsonItem of(Entry entry, OrderVersion version) {
            String fields = entry.json().substring(0, entry.json().lastIndexOf('}'));
            return new JsonItem(fields + ",\"orderVersion\":" + version.version() + ",\"changes\":"
                    + JSON.writeValueAsString(version.changes()) + "}");
        }
    }

    static HistoryAnswer of(HistoryPage page) {
        return of(page, page.items().stream().map(JsonItem::of).toList());
    }

    static HistoryAnswer of(OrderChanges changes) {
        HistoryPage page = changes.page();
        return of(page, IntStream.range(0, page.items().size())
                .mapToObj(index -> JsonItem.of(page.items().get(index), changes.versions().get(index)))
                .toList());
    }

    private static HistoryAnswer of(HistoryPage page, List<JsonItem> items) {
        return new HistoryAnswer(page.orderId(), items, page.next(), page.previous(), page.position());
    }
}
