package io.orderflow.console.api;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JavaType;

/**
 * The last good answers, of which the oldest give way. An answer is kept for the person who had it, and shown to nobody
 * else. Thread-safe.
 */
final class LastGood {

    static final int MAX_ANSWERS = 512;

    private final Clock clock;
    private final Map<Key, Kept> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MAX_ANSWERS;
        }
    };

    private record Key(String person, String target, JavaType type) {}

    private record Kept(Object value, Instant at) {}

    LastGood(Clock clock) {
        this.clock = clock;
    }

    synchronized void keep(String person, ApiRequest request, JavaType type, Object value, Instant at) {
        answers.put(new Key(person, request.target(), type), new Kept(value, at));
    }

    @SuppressWarnings("unchecked")
    synchronized <T> Reading<T> of(String person, ApiRequest request, JavaType type, ApiProblem problem) {
        Kept kept = answers.get(new Key(person, request.target(), type));
        return kept == null
                ? new Reading<>(request, null, clock.instant(), problem)
                : new Reading<>(request, (T) kept.value(), kept.at(), problem);
    }
}
