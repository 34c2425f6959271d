package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code TRACE}, {@code OPTIONS} and {@code HEAD} as HTTP asks, where the framework and the web server do not.
 * {@code TRACE}, which would give a request's headers away, is refused with the allowed methods. The web server would
 * list all methods there are, so the filter asks the routes with {@code OPTIONS}; the framework's answer to that has a
 * header without a value. {@code HEAD} of a management endpoint is handled as {@code GET}, of which the web server
 * sends no body: the endpoints themselves answer another status.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MethodFilter extends OncePerRequestFilter {

    private static final String OPERATION = "/actuator";

    private final JsonMapper json;

    MethodFilter(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (HttpMethod.TRACE.matches(request.getMethod())) {
            ContentCachingResponseWrapper answer = options(new RequestWithMethod(request, HttpMethod.OPTIONS), response,
                    chain);
            if (answer.getStatus() / 100 == 2) {
                refuse(request, answer);
            }
            answer.copyBodyToResponse();
        } else if (HttpMethod.OPTIONS.matches(request.getMethod())) {
            options(request, response, chain).copyBodyToResponse();
        } else if (HttpMethod.HEAD.matches(request.getMethod())
                && request.getRequestURI().startsWith(request.getContextPath() + OPERATION)) {
            chain.doFilter(new RequestWithMethod(request, HttpMethod.GET), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static ContentCachingResponseWrapper options(HttpServletRequest request, HttpServletResponse response,
            FilterChain chain) throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        if (answer.getStatus() / 100 != 2) {
            // Where there is no resource, the servlet lists all methods that it has.
            answer.setHeader(HttpHeaders.ALLOW, null);
        }
        if ("".equals(answer.getHeader(HttpHeaders.ACCEPT_PATCH))) {
            answer.setHeader(HttpHeaders.ACCEPT_PATCH, null);
        }
        return answer;
    }

    private void refuse(HttpServletRequest request, ContentCachingResponseWrapper answer) throws IOException {
        answer.resetBuffer();
        answer.setStatus(ProblemCode.METHOD_NOT_ALLOWED.status());
        answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(answer.getOutputStream(), Problem.of(ProblemCode.METHOD_NOT_ALLOWED,
                "This route allows only the methods in the Allow header", request.getRequestURI()));
    }

    /** A request that reports another method than its own. */
    private static final class RequestWithMethod extends HttpServletRequestWrapper {

        private final HttpMethod method;

        RequestWithMethod(HttpServletRequest request, HttpMethod method) {
            super(request);
            this.method = method;
        }

        @Override
        public String getMethod() {
            return method.name();
        }
    }
}
