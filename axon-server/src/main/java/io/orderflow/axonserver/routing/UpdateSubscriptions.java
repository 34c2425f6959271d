package io.orderflow.axonserver.routing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The subscription queries that are open. Thread-safe. */
final class UpdateSubscriptions {

    private final ConcurrentMap<String, UpdateSubscription> byId = new ConcurrentHashMap<>();

    /** Answers false where one with the same identifier is open. */
    boolean add(UpdateSubscription subscription) {
        return byId.putIfAbsent(subscription.id(), subscription) == null;
    }

    void remove(UpdateSubscription subscription) {
        byId.remove(subscription.id(), subscription);
    }

    @Nullable
    UpdateSubscription find(String id) {
        return byId.get(id);
    }

    Collection<UpdateSubscription> all() {
        return byId.values();
    }

    List<UpdateSubscription> to(String queryName) {
        return byId.values().stream().filter(subscription -> subscription.queryName().equals(queryName)).toList();
    }

    /** Ends those that no handler has come back to, and what waits too long for registrations. */
    void expire(Instant now) {
        long nanos = System.nanoTime();
        byId.values().forEach(subscription -> {
            subscription.expireRegistrations(nanos);
            if (subscription.isAbandonedAt(now)) {
                subscription.fail(RoutingFailure.HANDLER_LOST);
            }
        });
    }
}
