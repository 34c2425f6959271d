package io.orderflow.projection.engine;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.orderflow.projection.api.Events;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads the checkpoints of projections as they are stored. Thread-safe. */
final class StoredTokens {

    static final String COLLECTION = "projection_tokens";
    static final String PROCESSOR = "processorName";

    private final MongoCollection<Document> tokens;
    private final Serializer serializer;

    StoredTokens(MongoDatabase database, Serializer serializer) {
        this.tokens = database.getCollection(COLLECTION);
        this.serializer = serializer;
    }

    /** The least position stored for any segment, which is all that is known of segments in another process. */
    long position(String processor) {
        List<Long> positions = tokens.find(Filters.eq(PROCESSOR, processor))
                .map(entry -> Events.positionOf(tokenOf(entry)))
                .into(new ArrayList<>());
        return positions.stream().mapToLong(Long::longValue).min().orElse(Events.BEFORE_ALL);
    }

    /** The position stored for each segment that has a checkpoint. */
    Map<Integer, Long> positions(String processor) {
        Map<Integer, Long> positions = new TreeMap<>();
        tokens.find(Filters.eq(PROCESSOR, processor))
                .forEach(entry -> positions.put(entry.getInteger("segment"), Events.positionOf(tokenOf(entry))));
        return positions;
    }

    /** The checkpoints of all segments of these processors that have one. */
    List<TrackingToken> of(Collection<String> processors) {
        return tokens.find(Filters.in(PROCESSOR, processors))
                .into(new ArrayList<>())
                .stream()
                .map(this::tokenOf)
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable TrackingToken tokenOf(Document entry) {
        String token = entry.getString("token");
        return token == null
                ? null
                : serializer.deserialize(new SimpleSerializedObject<>(token, String.class,
                        new SimpleSerializedType(entry.getString("tokenType"), null)));
    }
}
