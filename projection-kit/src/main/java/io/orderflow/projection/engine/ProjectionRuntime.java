package io.orderflow.projection.engine;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.resilience.CallLimits;
import io.orderflow.service.resilience.RepeatedFailures;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** What all projections of a process share. */
public record ProjectionRuntime(EventStore events, MongoDatabase database, Checkpoints checkpoints, Pointers pointers,
        Semaphore replays, ProjectionProperties limits, RepeatedFailures failures, DeadLetterDecisions givenUp,
        CallLimits callLimits) {

    /** So many generations are replayed at once: more would only share the processors, and need more memory. */
    public static final int MAX_REPLAYS = 2;

    /** The same collection for somebody who waits: with the limit of a read. */
    public <D> MongoCollection<D> soon(MongoCollection<D> collection) {
        return collection.withTimeout(callLimits.read().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The position of the last event of the log, or -1 where there is none. */
    public long head() {
        return checkpoints.log().head();
    }
}
