package io.orderflow.projection.engine;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.orderflow.projection.document.DocumentCodec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.bson.BsonDocument;

/**
 * Reads from the database which collection of a projection serves, how far it has come, and what it has set aside, for
 * the audit and for backups. It writes nothing. Thread-safe.
 */
public final class StoredReadModels {

    private final MongoCollection<Pointer> pointers;
    private final StoredTokens checkpoints;
    private final DeadLetterStore letters;

    public StoredReadModels(MongoDatabase database, Serializer serializer) {
        MongoDatabase readable = DocumentCodec.readable(database);
        this.pointers = readable.getCollection(Pointer.COLLECTION, Pointer.class);
        this.checkpoints = new StoredTokens(readable, serializer);
        this.letters = new DeadLetterStore(readable);
    }

    /** The names of all projections that ever ran on this database. */
    public Set<String> projections() {
        return pointers.find().map(Pointer::name).into(new HashSet<>());
    }

    /** The collection that queries read; empty where the projection never ran on this database. */
    public Optional<String> collectionOf(String projection) {
        return Optional.ofNullable(pointers.find(Filters.eq("_id", projection)).first()).map(Pointer::collection);
    }

    /** Every event at or before this position is in the documents of the collection, or set aside. */
    public long positionOf(String collection) {
        return checkpoints.position(collection);
    }

    /** The checkpoints of all segments of the collection. */
    public List<TrackingToken> checkpointsOf(String collection) {
        return checkpoints.of(List.of(collection));
    }

    /** The sequences that the collection has set aside, each with the events behind it. */
    public List<StoredDeadLetterSequence> setAside(String collection) {
        return letters.sequences(collection);
    }

    /** The key of a stored document. */
    public static String keyOf(BsonDocument stored) {
        return DocumentCodec.keyOf(stored);
    }

    /** The position of the last event folded into a stored document. */
    public static long positionOf(BsonDocument stored) {
        return DocumentCodec.positionOf(stored);
    }
}
