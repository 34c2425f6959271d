package io.orderflow.projection.document;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/** The documents of one collection, read and written in batches. Thread-safe. */
public final class Documents<D> {

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    /** MongoDB takes no larger ones, and needs some room for its own. */
    static final int MAX_BYTES = (16 << 20) - (16 << 10);

    public static final String LATE = "_late";

    private final DocumentCodec<D> codec;
    private final MongoCollection<BsonDocument> writes;
    private final MongoCollection<RawBsonDocument> reads;

    public Documents(MongoDatabase database, String collection, DocumentCodec<D> codec) {
        this.codec = codec;
        this.writes = database.getCollection(collection, BsonDocument.class);
        this.reads = database.getCollection(collection, RawBsonDocument.class);
    }

    public Map<String, StoredDocument<D>> load(Collection<String> keys) {
        Map<String, StoredDocument<D>> found = HashMap.newHashMap(keys.size());
        BsonArray wanted = new BsonArray(keys.stream().map(BsonString::new).toList());
        reads.find(new BsonDocument(DocumentCodec.KEY, new BsonDocument("$in", wanted)))
                .batchSize(keys.size() + 1)
                .forEach(stored -> found.put(DocumentCodec.keyOf(stored),
                        new StoredDocument<>(codec.decode(stored), DocumentCodec.positionOf(stored))));
        return found;
    }

    public D read(RawBsonDocument stored) {
        return codec.decode(stored);
    }

    /** The document as it would be stored. */
    public RawBsonDocument written(String key, long position, D document) {
        return codec.encode(key, position, document);
    }

    private static BsonDocument idOf(String key) {
        return new BsonDocument(DocumentCodec.KEY, new BsonString(key));
    }

    /** @throws DocumentRefused where it would be larger than the database takes */
    public WriteModel<BsonDocument> replacement(String key, long position, D document) {
        return new ReplaceOneModel<>(idOf(key), stored(key, position, document), UPSERT);
    }

    private RawBsonDocument stored(String key, long position, D document) {
        RawBsonDocument stored = codec.encode(key, position, document);
        int bytes = stored.getByteBuffer().remaining();
        if (bytes > MAX_BYTES) {
            throw new DocumentRefused("The document would have %d bytes, and %d at most".formatted(bytes, MAX_BYTES));
        }
        return stored;
    }

    /** Marks the document with an event that came to it late, until it is written the next time. */
    public WriteModel<BsonDocument> lateReplacement(String key, long position, D document, long late) {
        BsonDocument marked = stored(key, position, document).decode(new BsonDocumentCodec());
        return new ReplaceOneModel<>(idOf(key), marked.append(LATE, new BsonInt64(late)), UPSERT);
    }

    /** Whether the document carries the mark of this late event. */
    public boolean hasTakenLate(String key, long late) {
        return reads.find(idOf(key)).first() instanceof BsonDocument stored
                && new BsonInt64(late).equals(stored.get(LATE));
    }

    public WriteModel<BsonDocument> deletion(String key) {
        return new DeleteOneModel<>(idOf(key));
    }

    /**
     * Writes the changes.
     *
     * @return those that the database refuses for good, by their index; all others are written
     */
    public Map<Integer, DocumentRefused> write(List<WriteModel<BsonDocument>> changes) {
        try {
            if (!changes.isEmpty()) {
                writes.bulkWrite(changes, UNORDERED);
            }
            return Map.of();
        } catch (MongoBulkWriteException failure) {
            return Refusals.of(failure, changes.size());
        }
    }

    /** Writes one change. Returns why the database refuses it for good, null where it has written it. */
    public @Nullable DocumentRefused write(WriteModel<BsonDocument> change) {
        return write(List.of(change)).get(0);
    }
}
