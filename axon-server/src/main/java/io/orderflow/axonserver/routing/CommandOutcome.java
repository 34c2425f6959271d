package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.command.CommandResponse;

/** Where the result of a command goes: exactly one of the two, once, from any thread. */
public interface CommandOutcome {

    /** The handler's answer, which may well be an error of the handler's. */
    void answered(CommandResponse response);

    void failed(RoutingFailure failure);
}
