package io.orderflow.platform.chaos;

import io.orderflow.platform.demo.Api.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Every attempt of every request that changes something, by the request. Each attempt has a trace of its own, which the
 * events in the log name that it caused. Thread-safe.
 */
final class Attempts {

    /** Repeats of one request have the same. */
    record Request(String method, String path, String key) {}

    /**
     * One attempt, and what was answered to it.
     *
     * @param status 0 where there was no answer
     */
    record Attempt(String trace, Instant began, Instant ended, int status, String code, String detail) {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** Whether the answer says that nothing was done, or means that. */
        boolean saysNothingWasDone() {
            return status / 100 == 4 || status == 503 && !saysItIsNotKnown();
        }

        boolean saysItIsNotKnown() {
            return detail.startsWith("It is not known");
        }
    }

    private final Map<Request, List<Attempt>> byRequest = new ConcurrentHashMap<>();

    /** A new trace, of 32 hexadecimal digits. */
    static String newTrace() {
        byte[] trace = new byte[16];
        ThreadLocalRandom.current().nextBytes(trace);
        return HexFormat.of().formatHex(trace);
    }

    /** @param answer absent where none came */
    void add(Request request, String trace, Instant began, @Nullable Answer answer) {
        Attempt attempt = answer == null
                ? new Attempt(trace, began, Instant.now(), 0, "", "")
                : new Attempt(trace, began, Instant.now(), answer.status(), answer.body().path("code").asString(""),
                        answer.body().path("detail").asString(""));
        byRequest.compute(request, (same, before) -> {
            List<Attempt> attempts = before == null ? new ArrayList<>() : before;
            attempts.add(attempt);
            return attempts;
        });
    }

    /** To be asked when no request is under way any more. */
    Map<Request, List<Attempt>> byRequest() {
        return byRequest;
    }
}
