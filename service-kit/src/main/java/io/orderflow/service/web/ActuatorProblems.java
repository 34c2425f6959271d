package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.web.Problem.FieldError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the management endpoints to the rules of all endpoints: an empty 404 becomes a problem, and an unknown
 * parameter is refused. The endpoint is asked first, and only reads, so that 404 stays 404.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class ActuatorProblems extends OncePerRequestFilter {

    private static final String PATH = "/actuator";
    private static final String METRIC = "/actuator/metrics/";
    private static final String TAG = "tag";
    private static final String PROMETHEUS = "/actuator/prometheus";
    private static final String NAMES = "includedNames";
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + PATH)
                || HttpMethod.OPTIONS.matches(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        if (answer.getStatus() == HttpServletResponse.SC_NOT_FOUND && answer.getContentSize() == 0) {
            String path = request.getRequestURI();
            tell(answer, Problem.of(ProblemCode.NOT_FOUND, "Nothing is at " + path, path));
        } else if (answer.getStatus() / 100 == 2) {
            List<FieldError> unknown = QueryParameters.unknown(request, parametersOf(request));
            if (!unknown.isEmpty()) {
                tell(answer, Problem.of(ProblemCode.INVALID_VALUE, null, request.getRequestURI(), unknown));
            }
        }
        answer.copyBodyToResponse();
    }

    private static Set<String> parametersOf(HttpServletRequest request) {
        if (request.getRequestURI().equals(request.getContextPath() + PROMETHEUS)) {
            return Set.of(NAMES);
        }
        return request.getRequestURI().startsWith(request.getContextPath() + METRIC) ? Set.of(TAG) : Set.of();
    }

    private static void tell(ContentCachingResponseWrapper answer, Problem problem) throws IOException {
        answer.resetBuffer();
        answer.setStatus(problem.status());
        answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        answer.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
