package io.orderflow.projection.serve;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.service.stage.AwaitDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.axonframework.common.Registration;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryMessage;
import org.springframework.context.SmartLifecycle;

/**
 * Answers the query of a process that waits for a read model of this process. Each such query waits on a virtual thread
 * of its own, not on one of the few threads that answer queries. The limit of waiting queries and the limit of clients
 * that watch documents are separate, so that neither kind takes the room of the other. Thread-safe.
 */
final class DocumentWaits implements SmartLifecycle {

    private final QueryBus queries;
    private final ProjectionHost host;
    private final Updates updates;
    private final Semaphore room;
    private final List<String> projections;
    private final List<Registration> registrations = new ArrayList<>();

    DocumentWaits(QueryBus queries, ProjectionHost host, Updates updates, int maxWaits,
            List<String> projections) {
        this.queries = queries;
        this.host = host;
        this.updates = updates;
        this.room = new Semaphore(maxWaits);
        this.projections = projections;
    }

    private AwaitDocument.Answer awaitInRoom(AwaitDocument query) {
        if (!room.tryAcquire()) {
            throw TooManySubscribers.waiting();
        }
        try {
            return await(query);
        } finally {
            room.release();
        }
    }

    private AwaitDocument.Answer await(AwaitDocument query) {
        long deadline = System.nanoTime() + query.patience().toNanos();
        if (!host.hosted(query.readModel()).await(query.position(), query.patience())) {
            return new AwaitDocument.Answer(false, host.hosted(query.readModel()).serving().position());
        }
        String key = query.key();
        if (key == null) {
            return new AwaitDocument.Answer(true, host.hosted(query.readModel()).serving().position());
        }
        Projection<?> projection = host.hosted(query.readModel()).projection();
        try {
            OptionalLong found = updates.await(projection.name(), key,
                    document -> isAt(projection, document, query.steps()),
                    Duration.ofNanos(deadline - System.nanoTime()));
            return new AwaitDocument.Answer(found.isPresent(), found.orElse(-1));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new AwaitDocument.Answer(false, -1);
        }
    }

    private static <D> boolean isAt(Projection<D> projection, Object document, Set<String> steps) {
        String step = projection.stepOf(projection.documentType().cast(document));
        return step != null && steps.contains(step);
    }

    private CompletableFuture<AwaitDocument.Answer> answer(Message<?> query) {
        return CompletableFuture.supplyAsync(() -> awaitInRoom((AwaitDocument) query.getPayload()),
                Thread::startVirtualThread);
    }

    @Override
    public synchronized void start() {
        MessageHandler<QueryMessage<?, AwaitDocument.Answer>> handler = this::answer;
        projections.forEach(name -> registrations.add(
                queries.subscribe(AwaitDocument.queryOf(name), AwaitDocument.Answer.class, handler)));
    }

    @Override
    public synchronized void stop() {
        registrations.forEach(Registration::cancel);
        registrations.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !registrations.isEmpty();
    }
}
