package io.orderflow.service.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Admits requests, those that may change something apart from the others, so that neither kind can keep the other out.
 * It comes before the filter that reads bodies. Requests of operators are always admitted.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class AdmissionFilter extends OncePerRequestFilter {

    static final String OPERATION = "/actuator";
    static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Admission admission;
    private final HandlerExceptionResolver problems;

    AdmissionFilter(Admission admission, HandlerExceptionResolver problems) {
        this.admission = admission;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + OPERATION);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Bulkhead gate = READING.contains(request.getMethod()) ? admission.reads() : admission.writes();
        Optional<Duration> refused = enter(gate);
        if (refused.isPresent()) {
            problems.resolveException(request, response, null, new Overloaded(refused.get()));
            return;
        }
        try {
            Admission.entered(request, gate);
            chain.doFilter(request, response);
        } finally {
            gate.leave();
        }
    }

    /** Waits for a place. An interrupt means that the process stops, and the request has had no effect yet. */
    private static Optional<Duration> enter(Bulkhead gate) {
        try {
            return gate.enter();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of(RefusalPace.MIN_PAUSE);
        }
    }
}
