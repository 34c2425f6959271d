package io.orderflow.console.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last good answers as they came, of which the oldest give way. An answer is kept for the person who had it, and
 * shown to nobody else. Thread-safe.
 */
final class LastGood {

    static final int MAX_ANSWERS = 512;

    private final Map<Key, Kept> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MAX_ANSWERS;
        }
    };

    private record Key(String person, String target) {}

    /** An answer, and when it came. */
    record Kept(byte[] body, Instant at) {}

    synchronized void keep(String person, ApiRequest request, byte[] body, Instant at) {
        answers.put(new Key(person, request.target()), new Kept(body, at));
    }

    @Nullable
    synchronized Kept of(String person, ApiRequest request) {
        return answers.get(new Key(person, request.target()));
    }
}
