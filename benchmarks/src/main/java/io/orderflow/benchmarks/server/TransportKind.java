package io.orderflow.benchmarks.server;

import java.io.IOException;

/** How clients reach a server. */
enum TransportKind {
    IN_PROCESS("inprocess"),
    TCP("tcp");

    private final String title;

    TransportKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    Subject ours(Stores stores, StoreSize size) throws IOException {
        return this == TCP ? ServerProcess.ours(stores, size) : new InProcess(stores, size);
    }

    Subject ceiling() throws IOException {
        return this == TCP ? ServerProcess.idle() : new InProcessCeiling();
    }
}
