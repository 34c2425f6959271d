package io.orderflow.gateway.limit;

import io.github.bucket4j.ConsumptionProbe;
import io.orderflow.gateway.backend.Callers;
import io.orderflow.gateway.limit.LimitSettings.RouteClass;
import io.orderflow.gateway.route.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts the requests of each caller by their class of routes, refuses those that are too many, and tells callers how
 * many are left (the {@code RateLimit} headers of the IETF's draft). A caller is who the token names, and without one
 * the address. Thread-safe.
 */
final class RateLimitFilter extends OncePerRequestFilter {

    private static final String POLICY = "RateLimit-Policy";
    private static final String LEFT = "RateLimit";
    private static final String OPERATION = "/actuator";

    private final RouteClasses classes;
    private final Buckets buckets;
    private final Problems problems;
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

    RateLimitFilter(RouteClasses classes, Buckets buckets, Problems problems) {
        this.classes = classes;
        this.buckets = buckets;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return pathOf(request).startsWith(OPERATION);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<RouteClass> found = classes.of(request.getMethod(), pathOf(request));
        if (found.isEmpty() || take(found.get(), request, response)) {
            chain.doFilter(request, response);
        }
    }

    private boolean take(RouteClass ofRoute, HttpServletRequest request, HttpServletResponse response) {
        ConsumptionProbe taken = buckets.take(Callers.of(request), ofRoute);
        response.setHeader(POLICY, "\"%s\";q=%d;w=%d".formatted(ofRoute.name(), ofRoute.requests(),
                seconds(ofRoute.per().toNanos())));
        response.setHeader(LEFT, "\"%s\";r=%d;t=%d".formatted(ofRoute.name(), taken.getRemainingTokens(),
                seconds(taken.getNanosToWaitForReset())));
        if (!taken.isConsumed()) {
            refused.computeIfAbsent(ofRoute.name(), first -> new LongAdder()).increment();
            problems.write(new RateLimited(ofRoute,
                    Duration.ofSeconds(seconds(taken.getNanosToWaitForRefill()))), request, response);
        }
        return taken.isConsumed();
    }

    /** The number of requests of a class of routes that were refused. */
    long refused(String name) {
        LongAdder count = refused.get(name);
        return count == null ? 0 : count.sum();
    }

    /** Whole seconds, at least one: after a shorter time it would be too early. */
    private static long seconds(long nanos) {
        return Math.max(1, (long) Math.ceil(nanos / 1e9));
    }

    private static String pathOf(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
