package io.orderflow.axonserver.conformance;

import io.axoniq.axonserver.connector.Registration;
import io.axoniq.axonserver.connector.ReplyChannel;
import io.axoniq.axonserver.connector.impl.AsyncRegistration;
import io.axoniq.axonserver.connector.query.QueryHandler;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryUpdate;
import io.axoniq.axonserver.grpc.query.SubscriptionQuery;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler that sends updates to all who asked it when a test says so. Thread-safe. */
final class Updates implements QueryHandler {

    private final String name;
    private final Set<UpdateHandler> subscribers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger leavings = new AtomicInteger();

    Updates(String name) {
        this.name = name;
    }

    @Override
    public void handle(QueryRequest query, ReplyChannel<QueryResponse> reply) {
        reply.sendLast(Messages.queryResponse("initial of " + name));
    }

    @Override
    public Registration registerSubscriptionQuery(SubscriptionQuery query, UpdateHandler updates) {
        subscribers.add(updates);
        return new AsyncRegistration(CompletableFuture.completedFuture(null), () -> {
            subscribers.remove(updates);
            leavings.incrementAndGet();
            return CompletableFuture.completedFuture(null);
        });
    }

    void send(String text) {
        send(update(text));
    }

    static QueryUpdate update(String text) {
        return QueryUpdate.newBuilder().setMessageIdentifier(UUID.randomUUID().toString())
                .setPayload(Messages.payload(text)).build();
    }

    void send(QueryUpdate update) {
        subscribers.forEach(subscriber -> subscriber.sendUpdate(update));
    }

    void sendToOne(QueryUpdate update) {
        subscribers.iterator().next().sendUpdate(update);
    }

    void complete() {
        subscribers.forEach(UpdateHandler::complete);
    }

    int subscribers() {
        return subscribers.size();
    }

    /** How often somebody had enough. */
    int leavings() {
        return leavings.get();
    }
}
