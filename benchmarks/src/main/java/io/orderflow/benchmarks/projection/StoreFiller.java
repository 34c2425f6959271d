package io.orderflow.benchmarks.projection;

import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.benchmarks.server.Client;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Fills an event store with large transactions, several of them at once. */
public final class StoreFiller {

    private static final int TRANSACTIONS_IN_FLIGHT = 16;

    private final int inFlight;

    private final Client client;
    private final Deque<CompletableFuture<Confirmation>> unconfirmed = new ArrayDeque<>();

    StoreFiller(Client client) {
        this(client, TRANSACTIONS_IN_FLIGHT);
    }

    /**
     * @param inFlight the most transactions at once; 1 when transactions share streams, because they must then keep
     *                 their order
     */
    public StoreFiller(Client client, int inFlight) {
        this.client = client;
        this.inFlight = inFlight;
    }

    public void append(List<Event> transaction) throws InterruptedException {
        if (unconfirmed.size() >= inFlight) {
            Client.await(unconfirmed.remove());
        }
        unconfirmed.add(client.events().appendEvents(transaction.toArray(Event[]::new)));
    }

    /** Waits until all transactions are confirmed. */
    public void finish() throws InterruptedException {
        while (!unconfirmed.isEmpty()) {
            Client.await(unconfirmed.remove());
        }
    }
}
