package io.orderflow.console.batch;

import io.orderflow.console.api.ApiRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How processes are selected: as addresses of pages have it, as the HTTP interface takes it, and in words. */
final class BatchFilter {

    private static final List<String> NAMES = List.of("status", "stuckFor", "waitingFor", "stalled");

    BatchFilter() {}

    /** The parameters of a page that select processes. */
    static Map<String, String> of(Map<String, String> parameters) {
        Map<String, String> filter = new LinkedHashMap<>();
        for (String name : NAMES) {
            String value = parameters.get(name);
            if (value != null && !value.isBlank()) {
                filter.put(name, value.strip());
            }
        }
        return filter;
    }

    /** The filter as the HTTP interface takes it in a body, where what is true or false is no text. */
    static Map<String, Object> json(Map<String, String> filter) {
        Map<String, Object> json = new LinkedHashMap<>(filter);
        json.computeIfPresent("stalled", (name, value) -> Boolean.valueOf(value.toString()));
        return json;
    }

    static ApiRequest on(ApiRequest request, Map<String, String> filter) {
        ApiRequest filtered = request;
        for (Map.Entry<String, String> one : filter.entrySet()) {
            filtered = filtered.with(one.getKey(), one.getValue());
        }
        return filtered;
    }

    /** The name of a part of the filter, as a person reads it. */
    public String label(String name) {
        return switch (name) {
            case "status" -> "step";
            case "stuckFor" -> "no progress for";
            case "waitingFor" -> "waits for";
            case "group" -> "queue";
            case "type" -> "event type";
            case "cause" -> "failure contains";
            default -> name;
        };
    }

    /** The value of a part of the filter, as a person reads it: a step in words, and a duration by its units. */
    public String value(Object value) {
        String text = value.toString();
        if (text.startsWith("PT")) {
            return text.substring(2).replaceAll("([HMS])", " $1 ").strip().toLowerCase(Locale.ROOT)
                    .replace("m", "min");
        }
        return text.matches("[A-Z_]+") ? text.toLowerCase(Locale.ROOT).replace('_', ' ') : text;
    }
}
