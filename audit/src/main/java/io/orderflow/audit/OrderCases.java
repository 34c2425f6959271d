package io.orderflow.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Every order that any event speaks of. Not thread-safe. */
final class OrderCases {

    private final Map<String, OrderCase> byId = new HashMap<>();

    OrderCase of(String orderId) {
        return byId.computeIfAbsent(orderId, OrderCase::new);
    }

    Collection<OrderCase> all() {
        return byId.values();
    }
}
