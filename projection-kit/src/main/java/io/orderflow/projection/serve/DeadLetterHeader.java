package io.orderflow.projection.serve;

import io.orderflow.projection.api.ServedBy;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.WaitingDeadLetters;
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
 * Writes {@code Stale: true} and {@code Held-Back-By} on an answer that lacks events because they wait as dead letters.
 * {@code Held-Back-By} names the sequences of each projection, with the position of the first event that waits. An answer
 * about one document, which the path names, names the sequences of this document; a list or a report names those of any
 * document. Thread-safe.
 */
final class DeadLetterHeader {

    static final String HEADER = "Held-Back-By";

    /** A header must not grow without an end; {@code GET /dead-letters} lists all sequences. */
    private static final int MAX_SEQUENCES = 20;

    private static final String AS_OF = "asOf";
    private static final String WAITING = DeadLetterHeader.class.getName();

    private final ProjectionHost host;

    DeadLetterHeader(ProjectionHost host) {
        this.host = host;
    }

    void mark(ServedBy servedBy, HttpServletRequest request, HttpServletResponse response) {
        // A document as of a past moment is folded from its events at the time of the request, or the request is
        // refused.
        if (request.getParameter(AS_OF) != null) {
            return;
        }
        String name = nameOf(request);
        List<WaitingDeadLetters> waiting = Stream.of(servedBy.value())
                .flatMap(projection -> host.hosted(projection).serving().waiting(name).stream())
                .sorted(Comparator.comparing(WaitingDeadLetters::position))
                .toList();
        if (!waiting.isEmpty()) {
            request.setAttribute(WAITING, waiting);
            response.setHeader(FreshnessInterceptor.STALE, "true");
            response.setHeader(HEADER, waiting.stream()
                    .limit(MAX_SEQUENCES)
                    .map(one -> one.group() + "/" + one.sequence() + "; position=" + one.position())
                    .collect(Collectors.joining(", ")));
        }
    }

    /** The sequences that waited when the request was about to be answered, the one that waits longest first. */
    static List<WaitingDeadLetters> waitingIn(HttpServletRequest request) {
        return request.getAttribute(WAITING) instanceof List<?> waiting
                ? waiting.stream().map(WaitingDeadLetters.class::cast).toList()
                : List.of();
    }

    /** The document that the only variable of the path names; null for a list. */
    private static @Nullable String nameOf(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> named && named.size() == 1
                ? String.valueOf(named.values().iterator().next())
                : null;
    }
}
