package io.orderflow.benchmarks.server;

import java.io.IOException;

/** Our server in this JVM, with a store of a certain size. */
final class InProcess implements Subject {

    private final StoreSize size;
    private final Embedded server;

    InProcess(Stores stores, StoreSize size) throws IOException {
        this.size = size;
        this.server = Embedded.start(stores.copy(size));
    }

    @Override
    public String name() {
        return size.title();
    }

    @Override
    public Client client() {
        return server.client();
    }

    @Override
    public void close() {
        server.close();
    }
}
