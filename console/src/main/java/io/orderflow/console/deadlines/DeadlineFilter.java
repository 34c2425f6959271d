package io.orderflow.console.deadlines;

import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.page.Moments;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Selects deadlines, as the page's URL has it. The moments are in UTC. */
public record DeadlineFilter(@Nullable String orderId, @Nullable String dueBefore, @Nullable String dueAfter) {

    ApiRequest on(ApiRequest request) {
        return request.with("orderId", orderId)
                .with("dueBefore", Moments.ofField(dueBefore))
                .with("dueAfter", Moments.ofField(dueAfter));
    }

    /** The filter as names and values, for addresses. */
    Map<String, @Nullable String> parameters() {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("orderId", orderId);
        parameters.put("dueAfter", dueAfter);
        parameters.put("dueBefore", dueBefore);
        return parameters;
    }

    public boolean isEmpty() {
        return isBlank(orderId) && isBlank(dueBefore) && isBlank(dueAfter);
    }

    private static boolean isBlank(@Nullable String field) {
        return field == null || field.isBlank();
    }
}
