package io.orderflow.service.idempotency;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.correlation.Origin;
import io.orderflow.service.web.BufferedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers a repeated request with the first answer, marked {@code Idempotency-Hit: true}. What is kept is success and
 * what the business refused (404, 409 and 422): a malformed request is as malformed the second time, a condition on
 * versions may hold the second time, and an outage is no answer, nor is anything else that says {@code Retry-After}.
 *
 * <p>Two instances that handle the same request at once do no harm, because the identifiers follow from the key and
 * every command is idempotent, and the answer that is kept first counts for both; within one instance the second is
 * told to wait.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

    static final String KEY_HEADER = "Idempotency-Key";
    static final String HIT_HEADER = "Idempotency-Hit";

    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> KEPT_HEADERS = Set.of("Location", "ETag", "Consistency-Token", "Content-Type");
    private static final Set<Integer> BUSINESS_REFUSALS = Set.of(ProblemCode.NOT_FOUND.status(),
            ProblemCode.WRONG_STATE.status(), ProblemCode.INSUFFICIENT_FUNDS.status());

    private final AnswerLog answers;
    private final HandlerExceptionResolver problems;
    private final Set<RequestKey> inFlight = ConcurrentHashMap.newKeySet();

    IdempotencyFilter(AnswerLog answers, HandlerExceptionResolver problems) {
        this.answers = answers;
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

    /** The answer leaves when the request is no longer in flight: a client may send it again as soon as it has it. */
    private void answerOnce(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RequestKey key = keyOf(request);
        BufferedRequest buffered = BufferedRequest.of(request);
        String bodyHash = CanonicalBody.hash(buffered.body());
        if (!inFlight.add(key)) {
            throw new RequestInFlight();
        }
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        try {
            Optional<RequestAnswered> earlier = answers.find(key);
            if (earlier.isPresent()) {
                repeat(earlier.get(), bodyHash, answer);
            } else {
                buffered.setAttribute(NewId.class.getName(), NewId.of(key));
                answerAndKeep(key, bodyHash, buffered, answer, chain);
            }
        } finally {
            inFlight.remove(key);
        }
        answer.copyBodyToResponse();
    }

    private void answerAndKeep(RequestKey key, String bodyHash, BufferedRequest request,
            ContentCachingResponseWrapper answer, FilterChain chain) throws ServletException, IOException {
        chain.doFilter(request, answer);
        if (isKept(request, answer)) {
            Optional<RequestAnswered> other = answers.keep(key, Answer.of(answer, bodyHash, KEPT_HEADERS));
            if (other.isPresent()) {
                answer.reset();
                repeat(other.get(), bodyHash, answer);
            }
        }
    }

    private static void repeat(RequestAnswered earlier, String bodyHash, HttpServletResponse answer)
            throws IOException {
        if (!earlier.bodyHash().equals(bodyHash)) {
            throw new IdempotencyKeyReused();
        }
        answer.setHeader(HIT_HEADER, "true");
        Answer.repeat(earlier, answer);
    }

    /** A path where nothing is refuses nothing: only what one of our controllers says is kept. */
    private static boolean isKept(HttpServletRequest request, HttpServletResponse answer) {
        boolean ours = request.getAttribute(
                HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod;
        boolean last = answer.getHeader(HttpHeaders.RETRY_AFTER) == null;
        return last && ours
                && (answer.getStatus() / 100 == 2 || BUSINESS_REFUSALS.contains(answer.getStatus()));
    }

    /** The path is the decoded one, so that another spelling of it is no other request. */
    private static RequestKey keyOf(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders(KEY_HEADER));
        if (keys.size() != 1) {
            throw new InvalidIdempotencyKey();
        }
        Principal caller = request.getUserPrincipal();
        return new RequestKey(caller == null ? Origin.ANONYMOUS : caller.getName(), request.getMethod(),
                request.getServletPath(), keys.getFirst());
    }
}
