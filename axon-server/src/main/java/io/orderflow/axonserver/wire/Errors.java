package io.orderflow.axonserver.wire;

import io.grpc.StatusRuntimeException;
import io.orderflow.axonserver.context.ContextException;
import io.orderflow.axonserver.control.ControlFailure;
import io.orderflow.axonserver.routing.RoutingFailure;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.streams.StreamRefused;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the store throws, and what the routers report, into the protocol's errors. */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private Errors() {}

    static StatusRuntimeException ofWrite(Throwable thrown) {
        return of(thrown, ErrorCode.WRITE_FAILED);
    }

    static StatusRuntimeException ofRead(Throwable thrown) {
        return of(thrown, ErrorCode.READ_FAILED);
    }

    /**
     * Says in words why a message got no answer.
     *
     * @param kind
     *            what kind of message it is
     */
    static String ofRouting(RoutingFailure failure, String kind, String name) {
        String what = kind + ' ' + name;
        return switch (failure) {
            // Clients compare this one with the text that they know.
            case NO_HANDLER -> "No Handler for " + kind + ": " + name;
            case HANDLER_LOST -> "The connection to the handler of " + what + " was lost";
            case TIMED_OUT -> "The handler of " + what + " gave no answer in time";
            case NO_ANSWER -> "The handler of " + what + " gave no answer";
            case SENDER_TOO_SLOW -> "Too many answers are unread, and so no more are kept of " + what;
            case OVERLOADED -> "Too many messages wait for the handler of " + what;
            case SHUTTING_DOWN -> "The server is shutting down, and so there is no answer to " + what;
            case DUPLICATE -> "Another " + what + " with the same identifier is being handled";
        };
    }

    private static ErrorCode ofControl(ControlFailure.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> ErrorCode.NOTHING_TO_ADMINISTER;
            case INVALID -> ErrorCode.INVALID_REQUEST;
            case NOT_NOW -> ErrorCode.NOT_POSSIBLE_NOW;
            case UNSUPPORTED -> ErrorCode.INSTRUCTION_REFUSED;
            case FAILED -> ErrorCode.INSTRUCTION_FAILED;
            case TIMED_OUT -> ErrorCode.INSTRUCTION_TIMED_OUT;
            case CLIENT_LOST -> ErrorCode.CLIENT_LOST;
        };
    }

    private static ErrorCode ofContext(ContextException refusal) {
        return switch (refusal) {
            case ContextException.Unknown unknown -> ErrorCode.UNKNOWN_CONTEXT;
            case ContextException.AlreadyExists exists -> ErrorCode.CONTEXT_EXISTS;
            case ContextException.InvalidName invalid -> ErrorCode.INVALID_REQUEST;
            case ContextException.Undeletable undeletable -> ErrorCode.INVALID_REQUEST;
        };
    }

    private static StatusRuntimeException of(Throwable thrown, ErrorCode failure) {
        Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
        if (cause instanceof StatusRuntimeException status) {
            return status;
        }
        if (cause instanceof ControlFailure refusal) {
            return ofControl(refusal.kind()).with(String.valueOf(refusal.getMessage()));
        }
        if (cause instanceof ContextException refusal) {
            return ofContext(refusal).with(String.valueOf(refusal.getMessage()));
        }
        if (cause instanceof StreamRefused refusal) {
            return ofStream(refusal);
        }
        if (!(cause instanceof StoreException refusal)) {
            LOG.error("A request failed unexpectedly", cause);
            return failure.with("Internal error: " + cause.getClass().getSimpleName());
        }
        ErrorCode code = switch (refusal) {
            case StoreException.SequenceClash clash -> ErrorCode.INVALID_SEQUENCE;
            case StoreException.SnapshotBeyondLog beyond -> ErrorCode.INVALID_SEQUENCE;
            case StoreException.InvalidEvent invalid -> ErrorCode.INVALID_REQUEST;
            case StoreException.TooLarge tooLarge -> ErrorCode.TOO_LARGE;
            case StoreException.Busy busy -> ErrorCode.BUSY;
            case StoreException.Closed closed -> ErrorCode.CLOSED;
            case StoreException.Failure broken -> failure;
        };
        return code.with(String.valueOf(refusal.getMessage()));
    }

    private static StatusRuntimeException ofStream(StreamRefused refusal) {
        ErrorCode code = switch (refusal) {
            case StreamRefused.Unknown unknown -> ErrorCode.UNKNOWN_STREAM;
            case StreamRefused.Invalid invalid -> ErrorCode.INVALID_REQUEST;
            case StreamRefused.OtherSettings other -> ErrorCode.STREAM_CONFLICT;
            case StreamRefused.Deleted deleted -> ErrorCode.STREAM_CONFLICT;
        };
        return code.with(String.valueOf(refusal.getMessage()));
    }
}
