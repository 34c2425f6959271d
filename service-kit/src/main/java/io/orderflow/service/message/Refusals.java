package io.orderflow.service.message;

import io.orderflow.api.problem.Refusal;
import java.util.Optional;
import org.axonframework.messaging.HandlerExecutionException;

/** Tells the business's no from a failure, for those who send commands and react to the answer. */
public final class Refusals {

    private Refusals() {}

    /** Returns the refusal that the exception carries; empty where it tells of a failure. */
    public static Optional<Refusal> in(RuntimeException failed) {
        return failed instanceof HandlerExecutionException execution
                ? execution.<Object>getDetails().filter(Refusal.class::isInstance).map(Refusal.class::cast)
                : Optional.empty();
    }
}
