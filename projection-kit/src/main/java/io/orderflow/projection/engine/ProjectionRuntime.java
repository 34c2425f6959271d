package io.orderflow.projection.engine;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.resilience.CallLimits;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.tracing.BatchSpans;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;

/** What all projections of a process share. Thread-safe. */
public record ProjectionRuntime(EventStore events, MongoDatabase database, Checkpoints checkpoints, Semaphore replays,
        ProjectionProperties limits, RepeatedFailures failures, DeadLetterDecisions givenUp, CallLimits callLimits,
        BatchSpans spans) {

    /** So many generations are replayed at once. More would only share the processors, and need more memory. */
    private static final int MAX_REPLAYS = 2;

    /** @param processId names the process where it claims segments; one that starts again keeps its name */
    public static ProjectionRuntime of(EventStore events, MongoDatabase database, Serializer serializer,
            String processId, ProjectionProperties limits, CheckpointedLog log, RepeatedFailures failures,
            DeadLetterDecisions givenUp, CallLimits callLimits, BatchSpans spans) {
        return new ProjectionRuntime(events, database,
                new Checkpoints(database, serializer, processId, limits.claimTimeout(), log, failures, callLimits),
                new Semaphore(MAX_REPLAYS), limits, failures, givenUp, callLimits, spans);
    }

    /** The same collection with the time limit of a read, for a caller that waits. */
    <D> MongoCollection<D> soon(MongoCollection<D> collection) {
        return collection.withTimeout(callLimits.read().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The position of the last event of the log, or -1 where there is none. */
    public long head() {
        return checkpoints.log().head();
    }

    /** Creates the indexes of dead letters and checkpoints. */
    public void createIndexes() {
        checkpoints.createIndex();
        new DeadLetterStore(database).createIndexes();
    }

    /** Drops a collection that no process uses any more, with its checkpoints and dead letters. */
    public void drop(String collection) {
        checkpoints.delete(collection);
        new DeadLetterStore(database).forget(collection);
        database.getCollection(collection).drop();
    }

    /** Whether this process met a checkpoint of another log when it was about to claim a segment of the collection. */
    public boolean isOfAnotherLog(String collection) {
        return checkpoints.isOfAnotherLog(collection);
    }

    /**
     * The position of a stored checkpoint of these collections that is not of this log; empty where all are.
     *
     * @throws org.axonframework.eventsourcing.eventstore.EventStoreException where the event store does not answer
     */
    public OptionalLong findOfAnotherLog(Collection<String> collections) {
        return checkpoints.findOfAnotherLog(collections);
    }
}
