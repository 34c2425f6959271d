package io.orderflow.benchmarks.server;

import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.nio.file.Path;
import java.util.UUID;

/** Our server in this JVM, with a client. */
public record Embedded(AxonServer server, String name, Client client) implements AutoCloseable {

    public static Embedded start(Path data) {
        String name = UUID.randomUUID().toString();
        AxonServer server = AxonServer.start(AxonServerConfig.inProcess(data, name));
        return new Embedded(server, name, Client.inProcess(name));
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
