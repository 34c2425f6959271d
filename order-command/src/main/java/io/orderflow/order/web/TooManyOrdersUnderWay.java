package io.orderflow.order.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;
import java.time.Duration;
import java.util.Optional;

/** For a while orders have been placed faster than their processes are carried out. */
final class TooManyOrdersUnderWay extends ProblemException {

    private final Duration retryAfter;

    TooManyOrdersUnderWay(Duration retryAfter) {
        super(ProblemCode.OVERLOADED, "Orders placed before have to be carried on first; place this one again later");
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
