package io.orderflow.axonserver.junit;

import io.grpc.ManagedChannelBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;

/** Apart from the extension, which tests over TCP load without {@code grpc-inprocess}. */
final class InProcess {

    private InProcess() {}

    static ManagedChannelBuilder<?> channel(String name) {
        return InProcessChannelBuilder.forName(name);
    }
}
