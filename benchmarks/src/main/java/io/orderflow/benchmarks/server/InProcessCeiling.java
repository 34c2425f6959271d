package io.orderflow.benchmarks.server;

import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.util.UUID;

/** The idle server in this JVM. */
final class InProcessCeiling implements Subject {

    private final Server server;
    private final Client client;

    InProcessCeiling() throws IOException {
        String name = UUID.randomUUID().toString();
        ServerBuilder<?> builder = InProcessServerBuilder.forName(name).directExecutor();
        IdleServices.all().forEach(builder::addService);
        this.server = builder.build().start();
        this.client = Client.inProcess(name);
    }

    @Override
    public String name() {
        return IdleServices.NAME;
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
