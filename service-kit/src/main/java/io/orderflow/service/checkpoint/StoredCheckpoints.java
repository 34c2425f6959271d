package io.orderflow.service.checkpoint;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import java.time.Duration;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.GenericTokenEntry;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Where a process keeps its checkpoints, and in which form. The fields of a document are those of the framework's
 * {@link MongoTokenStore}. Thread-safe.
 *
 * @param process      who claims segments there
 * @param claimTimeout how long the segments of a process that died stay its own
 * @param form         of a serialized token: {@code String} or {@code byte[]}
 */
public record StoredCheckpoints(MongoTemplate template, Serializer serializer, String process, Duration claimTimeout,
        Class<?> form) {

    MongoTokenStore.Builder settings() {
        return MongoTokenStore.builder()
                .mongoTemplate(template)
                .serializer(serializer)
                .nodeId(process)
                .claimTimeout(claimTimeout)
                .contentType(form)
                .ensureIndexes(false)
                .transactionManager(NoTransactionManager.INSTANCE);
    }

    /**
     * Stores the token of a segment and extends the claim on it, in one operation.
     *
     * @throws UnableToClaimTokenException where the segment is another process's, or nobody's
     */
    void replace(@Nullable TrackingToken token, String processor, int segment) {
        GenericTokenEntry<?> entry = new GenericTokenEntry<>(token, serializer, form, processor, segment);
        long owned = template.trackingTokensCollection()
                .updateOne(and(eq("processorName", processor), eq("segment", segment), eq("owner", process)),
                        combine(set("timestamp", entry.timestamp().toEpochMilli()),
                                set("token", entry.getSerializedToken().getData()),
                                set("tokenType", entry.getSerializedToken().getType().getName())))
                .getMatchedCount();
        if (owned == 0) {
            throw new UnableToClaimTokenException(
                    "The segment %s[%d] is not this process's any more".formatted(processor, segment));
        }
    }
}
