package io.orderflow.projection.machinery;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.orderflow.projection.Events;
import io.orderflow.service.checkpoint.PacedTokenStore;
import io.orderflow.service.health.RepeatedFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How far each collection has come, beside the collections themselves: a database that loses its documents loses its
 * checkpoints too, and is filled again from the first event.
 */
public final class Checkpoints {

    private static final String COLLECTION = "projection_tokens";
    private static final String PROCESSOR = "processorName";
    private static final String SEGMENT = "segment";

    private final MongoCollection<Document> tokens;
    private final Serializer serializer;
    private final TokenStore store;

    public Checkpoints(MongoDatabase database, Serializer serializer, String processId, Duration claimTimeout,
            RepeatedFailures failures) {
        this.tokens = database.getCollection(COLLECTION);
        this.serializer = serializer;
        this.store = new PacedTokenStore(MongoTokenStore.builder()
                .mongoTemplate(DefaultMongoTemplate.builder().mongoDatabase(database)
                        .trackingTokensCollectionName(COLLECTION).build())
                .serializer(serializer)
                .nodeId(processId)
                .claimTimeout(claimTimeout)
                .contentType(String.class)
                .ensureIndexes(false)
                .transactionManager(NoTransactionManager.INSTANCE), failures);
    }

    public void createIndex() {
        tokens.createIndex(Indexes.ascending(PROCESSOR, SEGMENT), new IndexOptions().unique(true));
    }

    public TokenStore store() {
        return store;
    }

    /** The least position stored for any segment: what is known of segments that run in another process. */
    public long position(String processor) {
        List<Long> positions = tokens.find(Filters.eq(PROCESSOR, processor))
                .map(entry -> Events.positionOf(tokenOf(entry)))
                .into(new ArrayList<>());
        return positions.stream().mapToLong(Long::longValue).min().orElse(Events.BEFORE_ALL);
    }

    public void delete(String processor) {
        tokens.deleteMany(Filters.eq(PROCESSOR, processor));
    }

    private @Nullable TrackingToken tokenOf(Document entry) {
        String token = entry.getString("token");
        return token == null
                ? null
                : serializer.deserialize(new SimpleSerializedObject<>(token, String.class,
                        new SimpleSerializedType(entry.getString("tokenType"), null)));
    }
}
