package io.orderflow.platform.chaos;

import io.orderflow.platform.chaos.Attempts.Request;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.demo.Api.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client that repeats a request, under the same key and with growing pauses, until it is answered: not at all, too
 * late, with 5xx, with "try again" or with less than it knows of is no answer. Thread-safe.
 */
final class InsistentClient {

    /** Longer than any outage, and the time until the service is there again. */
    private static final Duration GIVES_UP_AFTER = Duration.ofMinutes(8);
    private static final int FIRST_PAUSE_MILLIS = 50;
    private static final int MAX_PAUSE_MILLIS = 1_000;
    private static final Set<String> TRY_AGAIN = Set.of("REQUEST_IN_FLIGHT", "CONCURRENT_CHANGE");

    private final Api api;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Attempts attempts = new Attempts();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    InsistentClient(Api api) {
        this.api = api;
    }

    Answer post(String path, @Nullable Object body, String key) {
        return change("POST", path, body, key);
    }

    Answer put(String path, Object body, String key) {
        return change("PUT", path, body, key);
    }

    Answer delete(String path, Object body, String key) {
        return change("DELETE", path, body, key);
    }

    private Answer change(String method, String path, @Nullable Object body, String key) {
        Request request = new Request(method, path, key);
        return insist(path, () -> {
            String trace = Attempts.newTrace();
            Instant began = Instant.now();
            try {
                Answer answer = api.send(method, path, body,
                        Map.of("Idempotency-Key", key, "traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
                attempts.add(request, trace, began, answer);
                return answer;
            } catch (UncheckedIOException none) {
                attempts.add(request, trace, began, null);
                throw none;
            }
        });
    }

    /** Reads what is at least as new as the position. */
    JsonNode get(String path, long position) {
        return insist(path, () -> api.get(path, position)).expect(200);
    }

    JsonNode get(String path) {
        return insist(path, () -> api.get(path)).expect(200);
    }

    private Answer insist(String path, Supplier<Answer> request) {
        long deadline = System.nanoTime() + GIVES_UP_AFTER.toNanos();
        String last = "";
        for (int pause = FIRST_PAUSE_MILLIS; System.nanoTime() < deadline; pause = longer(pause)) {
            try {
                Answer answer = request.get();
                if (!isToRepeat(answer)) {
                    answered.incrementAndGet();
                    return answer;
                }
                last = answer.status() + " " + answer.body();
                noteFailure(path, answer);
            } catch (UncheckedIOException noAnswer) {
                last = String.valueOf(noAnswer.getCause());
            }
            repeated.incrementAndGet();
            Pause.of(Duration.ofMillis(pause / 2 + ThreadLocalRandom.current().nextInt(pause)));
        }
        throw new IllegalStateException(path + " was never answered, at last with " + last);
    }

    private static int longer(int pause) {
        return Math.min(2 * pause, MAX_PAUSE_MILLIS);
    }

    private static boolean isToRepeat(Answer answer) {
        return answer.status() >= 500 || answer.status() == 429
                || answer.response().headers().firstValue("Stale").isPresent()
                || TRY_AGAIN.contains(answer.body().path("code").asString(""));
    }

    /** Whatever is away, an answer says so: that something failed unforeseen is none to give. */
    private void noteFailure(String path, Answer answer) {
        if (answer.status() >= 500 && answer.status() != 503) {
            failures.add(path + " was answered " + answer.status() + ": " + answer.body());
        }
    }

    Attempts attempts() {
        return attempts;
    }

    int answered() {
        return answered.get();
    }

    int repeated() {
        return repeated.get();
    }

    /** The answers that should not have been given, whatever had happened. */
    Queue<String> failures() {
        return failures;
    }
}
