package io.orderflow.axonserver.conformance;

import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.nio.file.Path;

class TcpConformanceTest extends ServerConformance {

    @Override
    AxonServer start(Path dataDirectory) {
        return AxonServer.start(AxonServerConfig.tcp(dataDirectory, 0));
    }

    @Override
    Clients clientsOf(AxonServer running) {
        return Clients.tcp(running.port());
    }
}
