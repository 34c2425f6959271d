package io.orderflow.axonserver.http;

import io.orderflow.axonserver.context.ContextException;
import io.orderflow.axonserver.control.ControlFailure;
import io.orderflow.axonserver.store.StoreException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong behind a call into its answer. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static HttpProblem problemOf(RuntimeException thrown) {
        Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
        return switch (cause) {
            case HttpProblem problem -> problem;
            case ControlFailure failure -> new HttpProblem(statusOf(failure.kind()), message(failure));
            case ContextException refusal -> new HttpProblem(statusOf(refusal), message(refusal));
            case StoreException failure -> new HttpProblem(503, message(failure));
            default -> {
                LOG.error("A call failed unexpectedly", cause);
                yield new HttpProblem(500, "Internal error: " + cause.getClass().getSimpleName());
            }
        };
    }

    private static int statusOf(ControlFailure.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> 404;
            case INVALID -> 400;
            case NOT_NOW -> 409;
            case UNSUPPORTED, FAILED, CLIENT_LOST -> 502;
            case TIMED_OUT -> 504;
        };
    }

    private static int statusOf(ContextException refusal) {
        return switch (refusal) {
            case ContextException.Unknown unknown -> 404;
            case ContextException.AlreadyExists exists -> 409;
            case ContextException.InvalidName invalid -> 400;
            case ContextException.Undeletable undeletable -> 409;
        };
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
