package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;
import java.time.Duration;
import java.util.Optional;

/** More requests have come than the process can work on; this request has had no effect. */
final class Overloaded extends ProblemException {

    static final String DETAIL = "Nothing was done; send the same request again later";

    private final Duration retryAfter;

    Overloaded(Duration retryAfter) {
        super(ProblemCode.OVERLOADED, DETAIL);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
