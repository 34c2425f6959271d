package io.orderflow.service.message;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import java.util.Optional;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.messaging.HandlerExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate refuses a command for a reason of its own. Its code and sentence travel to the caller, in this process
 * or another, as a {@link Refusal}; the exception itself does not, and has no stack trace. Subclasses are named for the
 * fact: {@code OrderAlreadyShipped}.
 */
public class CommandRefused extends CommandExecutionException {

    public CommandRefused(ProblemCode code, String detail) {
        this(code, detail, null);
    }

    protected CommandRefused(ProblemCode code, String detail, @Nullable Long currentVersion) {
        super(detail, null, new Refusal(code, detail, currentVersion), false);
    }

    /** Returns the refusal that the exception carries; empty where it tells of a failure. */
    public static Optional<Refusal> refusalIn(RuntimeException failed) {
        return failed instanceof HandlerExecutionException execution
                ? execution.<Object>getDetails().filter(Refusal.class::isInstance).map(Refusal.class::cast)
                : Optional.empty();
    }

    /** Returns the code that the caller sees. */
    public ProblemCode code() {
        return this.<Refusal>getDetails().orElseThrow().code();
    }
}
