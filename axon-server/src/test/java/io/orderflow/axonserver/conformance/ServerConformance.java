package io.orderflow.axonserver.conformance;

import io.orderflow.axonserver.AxonServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The suite, each test on a server of its own. */
abstract class ServerConformance implements WholeConformance {

    @TempDir
    private Path directory;
    private AxonServer server;
    private Clients clients;

    abstract AxonServer start(Path dataDirectory);

    abstract Clients clientsOf(AxonServer running);

    @BeforeEach
    void start() {
        server = start(directory);
        clients = clientsOf(server);
    }

    @AfterEach
    void stop() {
        try {
            clients.close();
        } finally {
            server.close();
        }
    }

    @Override
    public Clients clients() {
        return clients;
    }
}
