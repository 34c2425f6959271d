package io.orderflow.console.sagas;

import io.orderflow.console.api.ApiRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selects processes, as the page's URL has it and as the HTTP interface takes it.
 *
 * @param status     a step, or ACTIVE, ENDED or ALL
 * @param stuckFor   the time without progress, as an ISO-8601 duration
 * @param waitingFor an answer that the process waits for
 * @param stalled    whether it asks no more until a person makes it, {@code true} or {@code false}
 */
public record SagaFilter(@Nullable String status, @Nullable String stuckFor, @Nullable String waitingFor,
        @Nullable String stalled) {

    public SagaFilter {
        status = status == null || status.isBlank() ? "ACTIVE" : status;
        stuckFor = stuckFor == null || stuckFor.isBlank() ? null : stuckFor.strip();
        waitingFor = waitingFor == null || waitingFor.isBlank() ? null : waitingFor.strip();
        stalled = stalled == null || stalled.isBlank() ? null : stalled;
    }

    /** What is shown where nothing is asked for. */
    static final SagaFilter NONE = new SagaFilter(null, null, null, null);

    /** The processes that a person should look at: they wait for an answer and have made no progress for a while. */
    static SagaFilter stuck() {
        return new SagaFilter("ALL", "PT1M", null, null);
    }

    ApiRequest on(ApiRequest request) {
        ApiRequest filtered = request;
        for (Map.Entry<String, String> one : parameters().entrySet()) {
            filtered = filtered.with(one.getKey(), one.getValue());
        }
        return filtered;
    }

    /** The filter as names and values, for a batch and for addresses. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("status", status);
        if (stuckFor != null) {
            parameters.put("stuckFor", stuckFor);
        }
        if (waitingFor != null) {
            parameters.put("waitingFor", waitingFor);
        }
        if (stalled != null) {
            parameters.put("stalled", stalled);
        }
        return parameters;
    }
}
