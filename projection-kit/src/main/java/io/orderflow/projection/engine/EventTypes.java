package io.orderflow.projection.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells which payload types a projection folds, by class or by an interface of theirs. Remembers its answers.
 * Thread-safe.
 */
final class EventTypes {

    private final Set<Class<?>> known;
    private final Map<Class<?>, Boolean> answers = new ConcurrentHashMap<>();

    EventTypes(Set<Class<?>> known) {
        this.known = known;
    }

    boolean include(Class<?> type) {
        return answers.computeIfAbsent(type,
                asked -> known.stream().anyMatch(one -> one.isAssignableFrom(asked)));
    }
}
