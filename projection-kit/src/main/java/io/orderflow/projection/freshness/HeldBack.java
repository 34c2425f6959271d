package io.orderflow.projection.freshness;

import io.orderflow.projection.ReadModels;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Says in an answer that events of what it shows wait as dead letters: {@code Stale: true}, and in {@code Held-Back-By}
 * which sequences of which projections, each with the position of the first event that waits. An answer about one
 * document, which the path names, tells what that one waits for; a list or a report tells what any document waits for.
 * Thread-safe.
 */
final class HeldBack {

    static final String HEADER = "Held-Back-By";

    /** A header must not grow without an end; the dead letters list them all. */
    private static final int MAX_SEQUENCES = 20;

    private static final String AS_OF = "asOf";

    private record Waiting(String projection, String sequence, long position) {

        @Override
        public String toString() {
            return projection + "/" + sequence + "; position=" + position;
        }
    }

    private final ReadModels models;

    HeldBack(ReadModels models) {
        this.models = models;
    }

    void mark(ServedBy servedBy, HttpServletRequest request, HttpServletResponse response) {
        // What is asked for as of a past moment is folded from its events then, or refused.
        if (request.getParameter(AS_OF) != null) {
            return;
        }
        String name = nameOf(request);
        List<Waiting> waiting = Stream.of(servedBy.value())
                .flatMap(projection -> models.waiting(projection, name)
                        .entrySet()
                        .stream()
                        .map(one -> new Waiting(projection, one.getKey(), one.getValue())))
                .sorted(Comparator.comparing(Waiting::position))
                .limit(MAX_SEQUENCES)
                .toList();
        if (!waiting.isEmpty()) {
            response.setHeader(FreshnessInterceptor.STALE, "true");
            response.setHeader(HEADER, waiting.stream().map(Waiting::toString).collect(Collectors.joining(", ")));
        }
    }

    /** Null for a list. A route of ours names a document by the only variable of its path. */
    private static @Nullable String nameOf(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> named && named.size() == 1
                ? String.valueOf(named.values().iterator().next())
                : null;
    }
}
