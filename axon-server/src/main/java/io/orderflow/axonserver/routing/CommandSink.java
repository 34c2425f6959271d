package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.command.Command;

/** A handler of commands, as the router sees it. Called on any thread; must not block. */
public interface CommandSink {

    /** Whether its connection has room for another command; where not, {@code resume} follows when it has. */
    boolean isReady();

    void command(Command command);
}
