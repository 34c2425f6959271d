package io.orderflow.gateway.migration;

import io.orderflow.gateway.backend.BackendAnswer;
import io.orderflow.gateway.backend.BackendFailure;
import io.orderflow.gateway.backend.BackendRequest;
import io.orderflow.gateway.backend.ServiceRefusal;
import io.orderflow.service.message.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the old and the new system at the same time, answers with the old one, and compares afterwards, so that the
 * caller never waits for the new one. A stream of events is not shadowed. Thread-safe.
 */
final class Shadow {

    private static final int MAX_AT_ONCE = 64;
    private static final int MAX_BYTES = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    /** The answer of one system; its body is absent where it is no JSON. */
    private record ComparableAnswer(int status, @Nullable JsonNode body) {}

    private final Comparison comparison;
    private final Findings findings = new Findings();
    private final Semaphore permits = new Semaphore(MAX_AT_ONCE);

    Shadow(Comparison comparison) {
        this.comparison = comparison;
    }

    Findings findings() {
        return findings;
    }

    BackendAnswer ask(BackendRequest request, Supplier<BackendAnswer> legacy, Supplier<BackendAnswer> fresh) {
        if (request.headers().getAccept().contains(MediaType.TEXT_EVENT_STREAM) || !permits.tryAcquire()) {
            findings.skipped();
            return legacy.get();
        }
        String trace = String.valueOf(MDC.get(Origin.TRACE_ID));
        CompletableFuture<ComparableAnswer> newAnswer = CompletableFuture.supplyAsync(() -> read(fresh.get()),
                Thread::startVirtualThread);
        newAnswer.whenComplete((answer, failure) -> permits.release());
        BackendAnswer answer = legacy.get();
        ComparableAnswer expected = new ComparableAnswer(answer.status(), isJson(answer)
                ? answer.peek(MAX_BYTES).flatMap(Shadow::parse)
                        .orElse(null)
                : null);
        newAnswer.whenComplete((found, failure) -> judge(request, trace, expected, found, failure));
        return answer;
    }

    private void judge(BackendRequest request, String trace, ComparableAnswer expected,
            @Nullable ComparableAnswer found,
            @Nullable Throwable failure) {
        if (found == null) {
            findings.failed(shadowed(request, trace, List.of(new FieldDifference("status", "" + expected.status(),
                    String.valueOf(failure)))));
            return;
        }
        boolean areComparable = expected.body() != null && found.body() != null;
        List<FieldDifference> differences = new ArrayList<>();
        if (expected.status() != found.status()) {
            differences.add(new FieldDifference("status", "" + expected.status(), "" + found.status()));
        }
        if (areComparable) {
            differences.addAll(comparison.of(expected.body(), found.body()));
        }
        if (!differences.isEmpty()) {
            findings.different(shadowed(request, trace, differences));
        } else if (areComparable) {
            findings.equal();
        } else {
            findings.skipped();
        }
    }

    private static ShadowDifference shadowed(BackendRequest request, String trace, List<FieldDifference> differences) {
        return new ShadowDifference(Instant.now(), request.method(), request.target(), trace, differences);
    }

    private static ComparableAnswer read(BackendAnswer answer) {
        boolean json = isJson(answer);
        byte[] body = answer.body(MAX_BYTES);
        return new ComparableAnswer(answer.status(), json ? parse(body).orElse(null) : null);
    }

    private static boolean isJson(BackendAnswer answer) {
        return String.valueOf(answer.headers().getFirst(HttpHeaders.CONTENT_TYPE)).contains("json");
    }

    private static Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
