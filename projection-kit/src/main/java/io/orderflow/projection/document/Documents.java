package io.orderflow.projection.document;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import io.orderflow.projection.api.Events;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one collection, read and written in batches. A change is made only of a document that is still as it
 * was read: two processes may believe for a moment that a document is theirs, and the document that the slower process
 * has folded from an older state must not replace a newer one. Thread-safe.
 */
public final class Documents<D> {

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final ReplaceOptions ONLY_REPLACE = new ReplaceOptions();
    private static final ReplaceOptions INSERT = new ReplaceOptions().upsert(true);
    private static final int DUPLICATE_KEY = 11000;

    /** MongoDB takes no larger documents, and needs some room for its own fields. */
    static final int MAX_BYTES = (16 << 20) - (16 << 10);

    public static final String LATE = "_late";

    private final DocumentCodec<D> codec;
    private final MongoCollection<BsonDocument> writes;
    private final MongoCollection<RawBsonDocument> reads;
    private final RecentDocuments<D> recent = new RecentDocuments<>();

    public Documents(MongoDatabase database, String collection, DocumentCodec<D> codec) {
        this.codec = codec;
        this.writes = database.getCollection(collection, BsonDocument.class);
        this.reads = database.getCollection(collection, RawBsonDocument.class);
    }

    public String collection() {
        return reads.getNamespace().getCollectionName();
    }

    /**
     * Loads the documents for a caller that is going to change them, without reading those that this process wrote
     * last. These may be outdated, in which case their change fails with a {@link WriteConflict}.
     */
    public Map<String, StoredDocument<D>> loadToChange(Collection<String> keys) {
        Map<String, StoredDocument<D>> found = HashMap.newHashMap(keys.size());
        List<String> unknown = new ArrayList<>();
        for (String key : keys) {
            StoredDocument<D> written = recent.find(key);
            if (written == null) {
                unknown.add(key);
            } else {
                found.put(key, written);
            }
        }
        found.putAll(load(unknown));
        return found;
    }

    /**
     * Makes the next load read all documents from the database. To be called where another process may have written.
     */
    public void forgetRecent() {
        recent.clear();
    }

    public Map<String, StoredDocument<D>> load(Collection<String> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<String, StoredDocument<D>> found = HashMap.newHashMap(keys.size());
        BsonArray wanted = new BsonArray(keys.stream().map(BsonString::new).toList());
        reads.find(new BsonDocument(DocumentCodec.KEY, new BsonDocument("$in", wanted)))
                .batchSize(keys.size() + 1)
                .forEach(stored -> found.put(DocumentCodec.keyOf(stored),
                        new StoredDocument<>(codec.decode(stored), DocumentCodec.positionOf(stored), lateOf(stored))));
        return found;
    }

    private static @Nullable Long lateOf(BsonDocument stored) {
        return stored.get(LATE) instanceof BsonInt64 late ? late.getValue() : null;
    }

    public D read(RawBsonDocument stored) {
        return codec.decode(stored);
    }

    /** The form in which the document would be stored. */
    public RawBsonDocument written(String key, long position, D document) {
        return codec.encode(key, position, document);
    }

    private static BsonDocument idOf(String key) {
        return new BsonDocument(DocumentCodec.KEY, new BsonString(key));
    }

    /**
     * The filter that finds the document only as it was read. Where there was no document it finds nothing, since no
     * document is at the position before all events; the change then inserts one, and meets the key of a document that
     * has come meanwhile.
     */
    private static BsonDocument asRead(String key, @Nullable StoredDocument<?> read) {
        BsonDocument condition = idOf(key).append(DocumentCodec.POSITION,
                new BsonInt64(read == null ? Events.BEFORE_ALL : read.position()));
        return read == null
                ? condition
                : condition.append(LATE, read.late() == null ? BsonNull.VALUE : new BsonInt64(read.late()));
    }

    private static WriteModel<BsonDocument> replace(String key, @Nullable StoredDocument<?> read, BsonDocument by) {
        return new ReplaceOneModel<>(asRead(key, read), by, read == null ? INSERT : ONLY_REPLACE);
    }

    /**
     * @param read the document as it was read, null where there was none
     * @throws DocumentRefused where it would be larger than the database takes
     */
    public DocumentChange<D> replacement(String key, @Nullable StoredDocument<D> read, long position, D document) {
        RawBsonDocument stored = stored(key, position, document);
        return new DocumentChange<>(key, replace(key, read, stored), new StoredDocument<>(document, position, null),
                sizeOf(stored));
    }

    private static int sizeOf(RawBsonDocument stored) {
        return stored.getByteBuffer().remaining();
    }

    private RawBsonDocument stored(String key, long position, D document) {
        RawBsonDocument stored = codec.encode(key, position, document);
        int bytes = sizeOf(stored);
        if (bytes > MAX_BYTES) {
            throw new DocumentRefused("The document would have %d bytes, and %d at most".formatted(bytes, MAX_BYTES));
        }
        return stored;
    }

    /** Marks the document with an event that came to it late, until it is written the next time. */
    public DocumentChange<D> lateReplacement(String key, @Nullable StoredDocument<D> read, long position,
            D document, long late) {
        BsonDocument marked = stored(key, position, document).decode(new BsonDocumentCodec());
        return new DocumentChange<>(key, replace(key, read, marked.append(LATE, new BsonInt64(late))), null, 0);
    }

    /** Whether the document carries the mark of this late event. */
    public boolean hasTakenLate(String key, long late) {
        return reads.find(idOf(key)).first() instanceof BsonDocument stored && Objects.equals(lateOf(stored), late);
    }

    public DocumentChange<D> deletion(String key, StoredDocument<D> read) {
        return new DocumentChange<>(key, new DeleteOneModel<>(asRead(key, read)), null, 0);
    }

    /**
     * Writes the changes of documents that are as they were read.
     *
     * @return the documents that the database refuses for good, by the index of the change; all others are written
     * @throws WriteConflict where a document is not as it was read; others are written
     */
    public Map<Integer, DocumentRefused> write(List<DocumentChange<D>> changes) {
        if (changes.isEmpty()) {
            return Map.of();
        }
        changes.forEach(change -> recent.remove(change.key()));
        Map<Integer, DocumentRefused> refused = writeUnlessConflicting(changes);
        for (int index = 0; index < changes.size(); index++) {
            DocumentChange<D> change = changes.get(index);
            if (change.written() != null && !refused.containsKey(index)) {
                recent.put(change.key(), change.written(), change.bytes());
            }
        }
        return refused;
    }

    private Map<Integer, DocumentRefused> writeUnlessConflicting(List<DocumentChange<D>> changes) {
        Map<Integer, DocumentRefused> refused = Map.of();
        BulkWriteResult result;
        try {
            result = writes.bulkWrite(changes.stream().map(DocumentChange::model).toList(), UNORDERED);
        } catch (MongoBulkWriteException failure) {
            requireNoneInserted(failure, changes);
            refused = Refusals.of(failure, changes.size());
            result = failure.getWriteResult();
        }
        int written = result.getMatchedCount() + result.getUpserts().size() + result.getDeletedCount();
        if (written + refused.size() < changes.size()) {
            throw conflict();
        }
        return refused;
    }

    /** Another process writes these documents, so the remembered ones may be outdated. */
    private WriteConflict conflict() {
        recent.clear();
        return new WriteConflict(collection());
    }

    /**
     * An index that the projection declares may refuse a document because another has the same value, which is no
     * conflict.
     */
    private void requireNoneInserted(MongoBulkWriteException failure, List<DocumentChange<D>> changes) {
        boolean inserted = failure.getWriteErrors()
                .stream()
                .filter(error -> error.getCode() == DUPLICATE_KEY)
                .map(error -> changes.get(error.getIndex()).model())
                .filter(change -> change instanceof ReplaceOneModel<BsonDocument> replacement
                        && replacement.getReplaceOptions() == INSERT)
                .map(change -> ((ReplaceOneModel<BsonDocument>) change).getReplacement())
                .anyMatch(document -> reads.find(idOf(DocumentCodec.keyOf(document))).first() != null);
        if (inserted) {
            throw conflict();
        }
    }

    /** Writes one change. Returns why the database refuses it for good, null where it has written it. */
    public @Nullable DocumentRefused write(DocumentChange<D> change) {
        return write(List.of(change)).get(0);
    }
}
