package io.orderflow.benchmarks.server;

import java.io.IOException;

/** Our server in this JVM, on a store of a certain size. */
final class InProcess implements Subject {

    private final Stores stores;
    private final StoreSize size;
    private Embedded server;

    InProcess(Stores stores, StoreSize size) throws IOException {
        this.stores = stores;
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
    public void renew() throws IOException {
        server.close();
        server = Embedded.start(stores.copy(size));
    }

    @Override
    public void close() {
        server.close();
    }
}
