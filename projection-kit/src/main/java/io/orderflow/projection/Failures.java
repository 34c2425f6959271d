package io.orderflow.projection;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;

/**
 * The events that a generation cannot get past at the moment, at most one a segment, and how often each was tried.
 * Thread-safe.
 */
final class Failures {

    private final Map<Long, Attempts> byPosition = new ConcurrentHashMap<>();

    private record Attempts(int number, FoldFailed last) {}

    FoldFailed note(String projection, EventMessage<?> event, RuntimeException cause) {
        long position = Events.positionOf(event);
        FoldFailed failed = new FoldFailed(projection, event.getPayloadType().getSimpleName(), position, cause);
        byPosition.compute(position,
                (same, before) -> new Attempts(before == null ? 1 : before.number() + 1, failed));
        return failed;
    }

    void passed(EventMessage<?> event) {
        if (!byPosition.isEmpty()) {
            byPosition.remove(Events.positionOf(event));
        }
    }

    /** A failure that has been met this often or more. */
    Optional<FoldFailed> after(int attempts) {
        return byPosition.values()
                .stream()
                .filter(failure -> failure.number() >= attempts)
                .map(Attempts::last)
                .findAny();
    }
}
