package io.orderflow.console.batch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An action on everything that a filter selects, as the HTTP interface shows it. */
record Batch(String batchId, String action, String reason, @Nullable Map<String, Object> filter, @Nullable String by,
        String state, long total, long done, @Nullable Map<String, Long> outcomes, @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    public Batch {
        outcomes = outcomes == null ? Map.of() : outcomes;
        filter = filter == null ? Map.of() : chosen(filter);
    }

    /** The interface names each part of a filter, also one that selects nothing. */
    private static Map<String, Object> chosen(Map<String, Object> parts) {
        Map<String, Object> chosen = new LinkedHashMap<>(parts);
        chosen.values().removeIf(Objects::isNull);
        return chosen;
    }

    public boolean isRunning() {
        return state.equals("RUNNING");
    }

    public int percent() {
        return total <= 0 ? 0 : (int) Math.min(100, done * 100 / total);
    }

    public long count(String outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }
}
