package io.orderflow.projection.serve;

import io.orderflow.projection.api.ServedBy;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.service.web.Admission;
import io.orderflow.service.web.ConsistencyToken;
import io.orderflow.service.web.Preferences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a query wait until its projections have passed the position of its token, and writes the positions that they
 * have reached.
 */
final class FreshnessInterceptor implements HandlerInterceptor {

    static final String STALE = "Stale";
    static final String PROJECTION_POSITION = "Projection-Position";
    static final String PROJECTION_LAG = "Projection-Lag";

    private final ProjectionHost host;
    private final DeadLetterHeader deadLetterHeader;
    private final Duration defaultWait;
    private final LongPredicate lost;

    /** @param lost whether the log has lost the events up to a position, so that no query should wait for it */
    FreshnessInterceptor(ProjectionHost host, Duration defaultWait, LongPredicate lost) {
        this.host = host;
        this.deadLetterHeader = new DeadLetterHeader(host);
        this.defaultWait = defaultWait;
        this.lost = lost;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        ServedBy servedBy = handler instanceof HandlerMethod method ? servedBy(method) : null;
        if (servedBy == null) {
            return true;
        }
        ConsistencyToken token = ConsistencyToken.parse(request.getHeaders(ConsistencyToken.HEADER));
        if (token != null) {
            Preferences preferences = Preferences.read(request.getHeaders(Preferences.HEADER));
            Duration asked = preferences.patience();
            if (asked != null) {
                response.setHeader(Preferences.APPLIED, preferences.waitApplied());
            }
            if (position(servedBy) < token.position() && !lost.test(token.position())) {
                Duration patience = asked == null ? defaultWait : asked;
                Admission.awaitEvents(request, () -> await(servedBy.value(), token, patience));
            }
        }
        // The positions are read before the query runs, so that the answer is never older than the headers say.
        long position = position(servedBy);
        response.setHeader(PROJECTION_POSITION, Long.toString(position));
        if (token != null && position < token.position()) {
            response.setHeader(STALE, "true");
            response.setHeader(PROJECTION_LAG, Long.toString(token.position() - position));
        }
        deadLetterHeader.mark(servedBy, request, response);
        return true;
    }

    private long position(ServedBy servedBy) {
        return Stream.of(servedBy.value()).mapToLong(name -> host.hosted(name).serving().position()).min()
                .orElseThrow();
    }

    private void await(String[] projections, ConsistencyToken token, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (String projection : projections) {
            host.hosted(projection).await(token.position(),
                    Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
    }

    static @Nullable ServedBy servedBy(HandlerMethod method) {
        ServedBy own = method.getMethodAnnotation(ServedBy.class);
        return own == null ? method.getBeanType().getAnnotation(ServedBy.class) : own;
    }
}
