package io.orderflow.console.eventlog;

import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.page.Moments;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selects events, as the page's URL has it.
 *
 * @param from  the earliest moment, in UTC
 * @param until the latest moment, in UTC
 */
public record EventFilter(@Nullable String type, @Nullable String aggregate, @Nullable String aggregateId,
        @Nullable String text, @Nullable String from, @Nullable String until) {

    ApiRequest on(ApiRequest request) {
        return onTail(request).with("from", Moments.ofField(from))
                .with("until", Moments.ofField(until));
    }

    /** The part of the filter that the live tail has as well. */
    ApiRequest onTail(ApiRequest request) {
        return request.with("type", type)
                .with("aggregate", aggregate)
                .with("aggregateId", aggregateId)
                .with("text", text);
    }

    /** The filter as names and values, for addresses. */
    public Map<String, @Nullable String> parameters() {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("type", type);
        parameters.put("aggregate", aggregate);
        parameters.put("aggregateId", aggregateId);
        parameters.put("text", text);
        parameters.put("from", from);
        parameters.put("until", until);
        return parameters;
    }

    public boolean isEmpty() {
        return isBlank(type) && isBlank(aggregate) && isBlank(aggregateId) && isBlank(text) && isBlank(from)
                && isBlank(until);
    }

    private static boolean isBlank(@Nullable String field) {
        return field == null || field.isBlank();
    }
}
