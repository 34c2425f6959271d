package io.orderflow.axonserver.conformance;

import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.nio.file.Path;

class InProcessConformanceTest extends ServerConformance {

    private static final String NAME = "conformance";

    @Override
    AxonServer start(Path dataDirectory) {
        return AxonServer.start(AxonServerConfig.inProcess(dataDirectory, NAME));
    }

    @Override
    Clients clientsOf(AxonServer running) {
        return Clients.inProcess(NAME);
    }
}
