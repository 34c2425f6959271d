package io.orderflow.console.orders;

import io.orderflow.console.api.ApiRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filter of the list of orders, as it stands in the address of the page. */
public record OrderFilter(@Nullable String customerId, @Nullable String status) {

    public static final List<String> STATUSES = List.of("PLACED", "CONFIRMED", "SHIPPED", "REJECTED", "CANCELLED");

    ApiRequest on(ApiRequest request) {
        return request.with("customerId", customerId).with("status", status);
    }

    Map<String, @Nullable String> parameters() {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("customerId", customerId);
        parameters.put("status", status);
        return parameters;
    }
}
