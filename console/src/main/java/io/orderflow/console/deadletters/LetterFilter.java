package io.orderflow.console.deadletters;

import io.orderflow.console.api.ApiRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selects sequences of dead letters, as the page's URL has it and as the HTTP interface takes it.
 *
 * @param group the projection or the processor
 * @param type  the type of the first event
 * @param cause a part of the failure's text
 */
public record LetterFilter(@Nullable String group, @Nullable String type, @Nullable String cause) {

    public LetterFilter {
        group = orNull(group);
        type = orNull(type);
        cause = orNull(cause);
    }

    private static @Nullable String orNull(@Nullable String field) {
        return field == null || field.isBlank() ? null : field.strip();
    }

    /** The same filter for one queue. */
    LetterFilter of(String queue) {
        return new LetterFilter(queue, type, cause);
    }

    ApiRequest on(ApiRequest request) {
        return request.with("group", group).with("type", type).with("cause", cause);
    }

    public boolean isEmpty() {
        return group == null && type == null && cause == null;
    }

    /** The filter as names and values, for a batch and for addresses. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "group", group);
        put(parameters, "type", type);
        put(parameters, "cause", cause);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
