package io.orderflow.service.resilience;

import io.grpc.Attributes;
import io.grpc.ClientTransportFilter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells of each new connection to the event store, which may have been given another log meanwhile. gRPC calls it, one
 * connection after the other, before it gives a connection its first call, and assumes that it neither blocks nor
 * throws; the listeners hold to that. Thread-safe.
 */
public final class ConnectionWatch extends ClientTransportFilter {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Calls it before anything is asked over a new connection. It must neither block nor throw. */
    public void onNewConnection(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        listeners.forEach(Runnable::run);
        return attributes;
    }
}
