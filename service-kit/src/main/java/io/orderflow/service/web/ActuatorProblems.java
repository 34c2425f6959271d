package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/** Says in a problem what the management endpoints answer with an empty 404. */
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class ActuatorProblems extends OncePerRequestFilter {

    private static final String PATH = "/actuator/";
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        if (answer.getStatus() == HttpServletResponse.SC_NOT_FOUND && answer.getContentSize() == 0) {
            String path = request.getRequestURI();
            answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            answer.getOutputStream().write(JSON.writeValueAsBytes(
                    Problem.of(ProblemCode.NOT_FOUND, "Nothing is at " + path, path)));
        }
        answer.copyBodyToResponse();
    }
}
