package io.orderflow.projection.engine;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.orderflow.projection.api.Events;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.checkpoint.PacedTokenStore;
import io.orderflow.service.checkpoint.StoredCheckpoints;
import io.orderflow.service.resilience.CallLimits;
import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.serialization.Serializer;
import org.bson.Document;

/**
 * The checkpoints of each collection, stored beside the collections themselves: a database that loses its documents
 * loses its checkpoints too, and is filled again from the first event. No process fills a collection any further whose
 * checkpoints are of another log, because its documents may hold events that never happened in this one. Thread-safe.
 */
final class Checkpoints {

    private static final String SEGMENT = "segment";

    private final MongoCollection<Document> tokens;
    private final StoredTokens stored;
    private final CheckpointedLog log;
    private final Set<String> ofAnotherLog = ConcurrentHashMap.newKeySet();
    private final PacedTokenStore store;

    Checkpoints(MongoDatabase database, Serializer serializer, String processId, Duration claimTimeout,
            CheckpointedLog log, RepeatedFailures failures, CallLimits limits) {
        this.tokens = database.getCollection(StoredTokens.COLLECTION);
        this.stored = new StoredTokens(
                database.withTimeout(limits.read().toMillis(), TimeUnit.MILLISECONDS), serializer);
        this.log = log;
        this.store = new Store(new StoredCheckpoints(
                DefaultMongoTemplate.builder().mongoDatabase(database)
                        .trackingTokensCollectionName(StoredTokens.COLLECTION).build(),
                serializer, processId, claimTimeout, String.class), failures);
    }

    /** Lets no process claim a segment of a collection whose checkpoint is of another log. */
    private final class Store extends PacedTokenStore {

        private Store(StoredCheckpoints checkpoints, RepeatedFailures failures) {
            super(checkpoints, log, failures);
        }

        @Override
        protected TrackingToken beginAgain(long checkpoint, String processor, int segment) {
            ofAnotherLog.add(processor);
            releaseClaim(processor, segment);
            throw new UnableToClaimTokenException("The checkpoint of %s, %d, is of another log"
                    .formatted(processor, checkpoint));
        }
    }

    /** The log that the checkpoints are of. */
    CheckpointedLog log() {
        return log;
    }

    /** Whether this process met a checkpoint of another log when it was about to claim a segment of this processor. */
    boolean isOfAnotherLog(String processor) {
        return ofAnotherLog.contains(processor);
    }

    /**
     * The position of a stored checkpoint of these processors that is not of this log; empty where all are.
     *
     * @throws org.axonframework.eventsourcing.eventstore.EventStoreException where the event store does not answer
     */
    OptionalLong findOfAnotherLog(Collection<String> processors) {
        ofAnotherLog.removeAll(processors);
        return stored.of(processors)
                .stream()
                .filter(token -> !log.holds(token))
                .mapToLong(Events::positionOf)
                .findFirst();
    }

    void createIndex() {
        tokens.createIndex(Indexes.ascending(StoredTokens.PROCESSOR, SEGMENT), new IndexOptions().unique(true));
    }

    PacedTokenStore store() {
        return store;
    }

    /**
     * The least position stored for any segment, which is all that this process knows of segments that run in another
     * one.
     */
    long position(String processor) {
        return stored.position(processor);
    }

    /** The position stored for each segment that has a checkpoint. */
    Map<Integer, Long> positions(String processor) {
        return stored.positions(processor);
    }

    void delete(String processor) {
        tokens.deleteMany(Filters.eq(StoredTokens.PROCESSOR, processor));
    }
}
