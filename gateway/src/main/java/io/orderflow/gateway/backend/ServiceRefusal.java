package io.orderflow.gateway.backend;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The gateway answers in place of a service. */
public final class ServiceRefusal extends ProblemException {

    private final @Nullable Duration retryAfter;

    private ServiceRefusal(ProblemCode code, String detail, @Nullable Duration retryAfter) {
        super(code, detail);
        this.retryAfter = retryAfter;
    }

    public static ServiceRefusal after(BackendFailure failure, String service, boolean read) {
        String effect = read || failure.kind() == BackendFailure.Kind.NOT_SENT
                ? "nothing was changed"
                : "it is not known whether this was carried out: repeat it with the same Idempotency-Key";
        return switch (failure.kind()) {
            case NOT_SENT -> new ServiceRefusal(ProblemCode.SERVICE_UNAVAILABLE,
                    service + " cannot be reached; " + effect, null);
            case NOT_UNDERSTOOD -> new ServiceRefusal(ProblemCode.SERVICE_UNAVAILABLE,
                    service + " broke off its answer; " + effect, null);
            case LATE -> new ServiceRefusal(ProblemCode.GATEWAY_TIMEOUT,
                    service + " has not answered in time; " + effect, null);
        };
    }

    static ServiceRefusal open(String service, Duration retryAfter) {
        return new ServiceRefusal(ProblemCode.SERVICE_UNAVAILABLE,
                service + " has failed repeatedly, and is not asked for a while; nothing was changed", retryAfter);
    }

    static ServiceRefusal full(String service) {
        return new ServiceRefusal(ProblemCode.OVERLOADED,
                "Too many requests wait for " + service + "; nothing was changed", null);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
