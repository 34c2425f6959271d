package io.orderflow.gateway.limit;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.gateway.limit.LimitSettings.RouteClass;
import io.orderflow.service.message.ProblemException;
import java.time.Duration;
import java.util.Optional;

/** A caller has sent too many requests. */
final class RateLimited extends ProblemException {

    private final Duration retryAfter;

    RateLimited(RouteClass ofRoute, Duration retryAfter) {
        super(ProblemCode.RATE_LIMITED, "A caller may send %d requests for %s in %s; nothing was changed"
                .formatted(ofRoute.requests(), ofRoute.name(), ofRoute.per()));
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
