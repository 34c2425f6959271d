package io.orderflow.axonserver.standalone.transfer;

import io.grpc.Status;

/** Tells lost connections from refusals. */
final class Failures {

    private Failures() {}

    static IllegalStateException of(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (Status.fromThrowable(failure).getCode()) {
            case UNAVAILABLE, CANCELLED, DEADLINE_EXCEEDED -> new ConnectionLost(message, failure);
            default -> new IllegalStateException(message, failure);
        };
    }
}
