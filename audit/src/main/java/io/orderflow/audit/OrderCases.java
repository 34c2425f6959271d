package io.orderflow.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The cases of all orders that any event names. Not thread-safe. */
final class OrderCases {

    private final Map<String, OrderCase> byId = new HashMap<>();

    OrderCase of(String orderId) {
        return byId.computeIfAbsent(orderId, OrderCase::new);
    }

    Collection<OrderCase> all() {
        return byId.values();
    }
}
