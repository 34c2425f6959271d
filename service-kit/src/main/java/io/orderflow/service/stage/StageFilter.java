package io.orderflow.service.stage;

import io.orderflow.service.message.ProblemException;
import io.orderflow.service.web.Admission;
import io.orderflow.service.web.Preferences;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the answer to a command back until the command has reached the stage that the client wishes, and answers sooner
 * where the client wishes not to wait. It stands before the filter for repeated requests, so that the kept answer is
 * the one to the command, whatever its client was told in the meantime.
 */
@Order(Ordered.LOWEST_PRECEDENCE - 10)
final class StageFilter extends OncePerRequestFilter {

    private final ChangingRoutes routes;
    private final Follower follower;
    private final HandlerExceptionResolver problems;
    private final JsonMapper json;

    StageFilter(ChangingRoutes routes, Follower follower, HandlerExceptionResolver problems, JsonMapper json) {
        this.routes = routes;
        this.follower = follower;
        this.problems = problems;
        this.json = json;
    }

    /** Does nothing for an ordinary command, which is answered when it has been handled. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(Stage.WAIT) == null
                && !Preferences.read(request.getHeaders(Preferences.HEADER)).respondAsync();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Changes changes = routes.changesOf(request);
        if (changes == null) {
            chain.doFilter(request, response);
            return;
        }
        CommandWait wait = waitOf(request, response);
        if (wait != null) {
            PathVariables variables = new PathVariables(request);
            Acceptance acceptance = new Acceptance(wait, changes, variables, response, json);
            request.setAttribute(Acceptance.class.getName(), acceptance);
            DeferredAnswer answer = new DeferredAnswer(response);
            chain.doFilter(request, answer);
            if (!acceptance.isGiven()) {
                Admission.aside(request, () -> follower.follow(answer, wait, changes, variables));
                answer.release();
            }
        }
    }

    private @Nullable CommandWait waitOf(HttpServletRequest request, HttpServletResponse response) {
        try {
            return CommandWait.of(request);
        } catch (ProblemException problem) {
            problems.resolveException(request, response, null, problem);
            return null;
        }
    }
}
