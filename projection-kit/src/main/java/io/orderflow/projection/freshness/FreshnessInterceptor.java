package io.orderflow.projection.freshness;

import io.orderflow.projection.ReadModels;
import io.orderflow.service.web.ConsistencyToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds a query back until its projections have passed the position that it asks for, and says how far they are. */
final class FreshnessInterceptor implements HandlerInterceptor {

    static final String STALE = "Stale";
    static final String PROJECTION_POSITION = "Projection-Position";

    private final ReadModels models;
    private final Duration limit;

    FreshnessInterceptor(ReadModels models, Duration limit) {
        this.models = models;
        this.limit = limit;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        ServedBy servedBy = handler instanceof HandlerMethod method ? servedBy(method) : null;
        if (servedBy == null) {
            return true;
        }
        String token = request.getHeader(ConsistencyToken.HEADER);
        if (token != null && !await(servedBy.value(), ConsistencyToken.parse(token))) {
            response.setHeader(STALE, "true");
        }
        // Read before the query runs, so that the answer is never older than what it says.
        long position = Stream.of(servedBy.value()).mapToLong(models::position).min().orElseThrow();
        response.setHeader(PROJECTION_POSITION, Long.toString(position));
        return true;
    }

    private boolean await(String[] projections, ConsistencyToken token) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean reached = true;
        for (String projection : projections) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            reached &= models.await(projection, token.position(), left);
        }
        return reached;
    }

    private static @Nullable ServedBy servedBy(HandlerMethod method) {
        ServedBy own = method.getMethodAnnotation(ServedBy.class);
        return own == null ? method.getBeanType().getAnnotation(ServedBy.class) : own;
    }
}
