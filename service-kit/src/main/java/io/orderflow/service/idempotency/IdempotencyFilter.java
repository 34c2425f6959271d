package io.orderflow.service.idempotency;

import io.orderflow.service.idempotency.RequestEvent.RequestAnswered;
import io.orderflow.service.message.Origin;
import io.orderflow.service.web.BufferedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers a repeated request with the first success, marked by the header {@code Idempotency-Hit: true} and, where the
 * body is an object, by its field {@code idempotencyHit}. A refusal is not remembered: it has changed nothing, and the
 * request may be allowed the second time.
 *
 * <p>A command is recorded together with its events where it is handled ({@link ClaimingInterceptor}), so that of any
 * number of instances one handles it; a repeat goes through the controller once more, which makes the same answer out
 * of the first outcome. The answer of a request without a command is kept as it is. Within one instance a repeat that
 * comes before the answer is told to wait. The container calls it on the thread of each request. Thread-safe.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

    static final String KEY_HEADER = "Idempotency-Key";
    static final String HIT_HEADER = "Idempotency-Hit";
    static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

    private static final Set<String> KEPT_HEADERS = Set.of("Location", "ETag", "Consistency-Token", "Content-Type");

    private final RequestLog log;
    private final HandlerExceptionResolver problems;
    private final Set<RequestKey> inFlight = ConcurrentHashMap.newKeySet();
    private final LongAdder hits = new LongAdder();

    IdempotencyFilter(RequestLog log, HandlerExceptionResolver problems) {
        this.log = log;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !CHANGING.contains(request.getMethod()) || request.getHeader(KEY_HEADER) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            answerOnce(request, response, chain);
        } catch (RuntimeException problem) {
            problems.resolveException(request, response, null, problem);
        }
    }

    /**
     * Answers the request, and sends the answer only when the request is no longer in flight, because a client may send
     * it again as soon as it has the answer.
     */
    private void answerOnce(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = keyHeaderOf(request);
        RequestKey key = keyOf(request, header);
        BufferedRequest buffered = BufferedRequest.of(request);
        if (!inFlight.add(key)) {
            throw new RequestInFlight();
        }
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        try {
            String bodyHash = CanonicalBody.hash(buffered.body());
            CurrentRequest inHand = new CurrentRequest(log, key, key.ofEarlierReleases(header), bodyHash);
            RequestAnswered earlier = inHand.answer();
            if (earlier == null) {
                buffered.setAttribute(CurrentRequest.ATTRIBUTE, inHand);
                chain.doFilter(buffered, answer);
                earlier = keep(inHand, bodyHash, buffered, answer);
            }
            if (earlier != null) {
                AnswerCopy.repeat(earlier, answer);
            }
            if (earlier != null || inHand.isHit() && isSuccess(answer)) {
                AnswerCopy.mark(answer);
                hits.increment();
            }
        } finally {
            inFlight.remove(key);
        }
        answer.copyBodyToResponse();
    }

    /** The number of requests that were answered with the first success. */
    long hits() {
        return hits.sum();
    }

    /** Keeps the answer. Returns the one that another instance has given in the meantime, which then counts. */
    private static @Nullable RequestAnswered keep(CurrentRequest inHand, String bodyHash, HttpServletRequest request,
            ContentCachingResponseWrapper answer) {
        boolean kept = !inHand.isCommandSent() && !inHand.isHit() && isSuccess(answer) && isOurs(request);
        return kept ? inHand.keep(AnswerCopy.of(answer, bodyHash, KEPT_HEADERS)).orElse(null) : null;
    }

    private static boolean isSuccess(HttpServletResponse answer) {
        return answer.getStatus() / 100 == 2;
    }

    private static boolean isOurs(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod;
    }

    private static String keyHeaderOf(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders(KEY_HEADER));
        if (keys.size() != 1) {
            throw new InvalidIdempotencyKey();
        }
        return keys.getFirst();
    }

    /** The path is the decoded one, so that another spelling of it is no other request. */
    private static RequestKey keyOf(HttpServletRequest request, String header) {
        Principal caller = request.getUserPrincipal();
        return new RequestKey(caller == null ? Origin.ANONYMOUS : caller.getName(), request.getMethod(),
                request.getServletPath(), RequestKey.unquoted(header));
    }
}
