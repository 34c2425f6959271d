package io.orderflow.service.checkpoint;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.GenericTokenEntry;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The place and the form in which a process stores its checkpoints. The fields of a document are those of the
 * framework's {@link MongoTokenStore}. Thread-safe.
 *
 * @param process      the name under which the process claims segments
 * @param claimTimeout the time for which a process that died keeps its segments
 * @param form         the type of a serialized token: {@code String} or {@code byte[]}
 */
public record StoredCheckpoints(MongoTemplate template, Serializer serializer, String process, Duration claimTimeout,
        Class<?> form) {

    private static final String COLLECTION = "trackingtokens";
    private static final String PROCESSOR = "processorName";
    private static final String SEGMENT = "segment";
    private static final long BEFORE_ALL = -1;
    /** The processor name under which the framework keeps the identifier of the store, among the checkpoints. */
    private static final String STORE_IDENTIFIER = "__config";

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
     * @throws UnableToClaimTokenException where another process has the segment, or none
     */
    void replace(@Nullable TrackingToken token, String processor, int segment) {
        GenericTokenEntry<?> entry = new GenericTokenEntry<>(token, serializer, form, processor, segment);
        long owned = template.trackingTokensCollection()
                .updateOne(and(eq(PROCESSOR, processor), eq(SEGMENT, segment), eq("owner", process)),
                        combine(set("timestamp", entry.timestamp().toEpochMilli()),
                                set("token", entry.getSerializedToken().getData()),
                                set("tokenType", entry.getSerializedToken().getType().getName())))
                .getMatchedCount();
        if (owned == 0) {
            throw new UnableToClaimTokenException(
                    "The segment %s[%d] is not this process's any more".formatted(processor, segment));
        }
    }

    /** Reads the token of each segment that has one, by the name of its processor, out of a database of processors. */
    public static Map<String, Map<Integer, TrackingToken>> readAll(MongoDatabase database, Serializer serializer) {
        Map<String, Map<Integer, TrackingToken>> tokens = new TreeMap<>();
        for (Document entry : database.getCollection(COLLECTION).find()) {
            TrackingToken token = tokenOf(entry, serializer);
            if (token != null && !STORE_IDENTIFIER.equals(entry.get(PROCESSOR))) {
                tokens.computeIfAbsent(entry.getString(PROCESSOR), processor -> new TreeMap<>())
                        .put(entry.getInteger(SEGMENT), token);
            }
        }
        return tokens;
    }

    private static @Nullable TrackingToken tokenOf(Document entry, Serializer serializer) {
        return entry.get("token") instanceof Binary stored
                ? serializer.deserialize(new SimpleSerializedObject<>(stored.getData(), byte[].class,
                        entry.getString("tokenType"), null))
                : null;
    }

    /**
     * The lowest position of a processor's segments that no process has claimed, or whose claim has run out; -1 before
     * the first event and where there are no segments yet, empty where each is claimed.
     *
     * @param here the segments that this process works on, which do not count
     */
    public OptionalLong lowestUnclaimed(String processor, Set<Integer> here) {
        long expired = GenericTokenEntry.clock.millis() - claimTimeout.toMillis();
        List<Document> segments = template.trackingTokensCollection().find(eq(PROCESSOR, processor))
                .into(new ArrayList<>());
        if (segments.isEmpty()) {
            return OptionalLong.of(BEFORE_ALL);
        }
        return segments.stream()
                .filter(entry -> !here.contains(entry.getInteger(SEGMENT)) && isUnclaimed(entry, expired))
                .mapToLong(entry -> CheckpointedLog.positionOf(tokenOf(entry, serializer)))
                .min();
    }

    private boolean isUnclaimed(Document entry, long expired) {
        String owner = entry.getString("owner");
        return owner == null || owner.equals(process) || entry.getLong("timestamp") < expired;
    }
}
