package io.orderflow.query.server;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** The event server does not do what it was asked to. */
final class ServerRefusal extends ProblemException {

    private ServerRefusal(ProblemCode code, String detail) {
        super(code, detail);
    }

    /** Tells a failed call by the status that the server gave it. */
    static ServerRefusal of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof StatusRuntimeException)) {
            cause = cause.getCause();
        }
        Status status = Status.fromThrowable(cause);
        String detail = status.getDescription() == null ? String.valueOf(cause.getMessage()) : status.getDescription();
        return switch (status.getCode()) {
            case NOT_FOUND -> new ServerRefusal(ProblemCode.NOT_FOUND, detail);
            case FAILED_PRECONDITION, INVALID_ARGUMENT -> new ServerRefusal(ProblemCode.WRONG_STATE, detail);
            case UNIMPLEMENTED, PERMISSION_DENIED -> new ServerRefusal(ProblemCode.WRONG_STATE,
                    "This event server does not offer that: " + detail);
            default -> new ServerRefusal(ProblemCode.UNAVAILABLE, "The event server did not do it: " + detail);
        };
    }

    /** The processes use no Axon Server at all. */
    static ServerRefusal noServer() {
        return new ServerRefusal(ProblemCode.WRONG_STATE, "This process is connected to no event server");
    }

    static ServerRefusal noProcessor(String component, String name) {
        return new ServerRefusal(ProblemCode.NOT_FOUND, "No event processor " + name + " of " + component
                + " is connected");
    }

    static ServerRefusal noBackups() {
        return new ServerRefusal(ProblemCode.WRONG_STATE,
                "No process has all the data. Of ./run services: ./run server "
                        + "backup DIR --data FOLDER. Elsewhere: the tools of the MongoDB, and then those of the event server");
    }
}
