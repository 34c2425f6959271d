package io.orderflow.benchmarks.projection;

import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.benchmarks.server.Client;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Fills an event store with large transactions, some of them at once. */
final class Filling {

    private static final int TRANSACTIONS_IN_FLIGHT = 16;

    private final Client client;
    private final Deque<CompletableFuture<Confirmation>> unconfirmed = new ArrayDeque<>();

    Filling(Client client) {
        this.client = client;
    }

    void append(List<Event> transaction) throws InterruptedException {
        unconfirmed.add(client.events().appendEvents(transaction.toArray(Event[]::new)));
        if (unconfirmed.size() >= TRANSACTIONS_IN_FLIGHT) {
            Client.await(unconfirmed.remove());
        }
    }

    /** Waits until all is confirmed. */
    void finish() throws InterruptedException {
        while (!unconfirmed.isEmpty()) {
            Client.await(unconfirmed.remove());
        }
    }
}
