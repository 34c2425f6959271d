package io.orderflow.service.message;

import io.orderflow.api.problem.ProblemCode;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The web side or the query side refuses a request by itself, with the code that the client sees. */
public abstract class ProblemException extends RuntimeException {

    private final ProblemCode code;

    protected ProblemException(ProblemCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    public final ProblemCode code() {
        return code;
    }

    /** The time after which the request may succeed, for the header {@code Retry-After}; at least a second. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** The address of the resource that stands in the way of the request, for the header {@code Location}. */
    public Optional<URI> location() {
        return Optional.empty();
    }
}
