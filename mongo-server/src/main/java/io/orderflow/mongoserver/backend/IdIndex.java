package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import io.orderflow.mongoserver.store.Bson;
import io.orderflow.mongoserver.store.RecordId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The index by id, which has no entries of its own: documents are stored by id. Used under its collection's lock. */
final class IdIndex extends Index<RecordId> {

    private final RocksCollection collection;

    IdIndex(String name, List<IndexKey> keys, RocksCollection collection) {
        super(name, keys, false);
        this.collection = collection;
    }

    @Override
    public @Nullable RecordId getPosition(Document document) {
        RecordId id = collection.idOf(document);
        return collection.exists(id) ? id : null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<RecordId> owner) {
        if (getPosition(document) != null) {
            throw new DuplicateKeyError(this, owner, getKeys(), new KeyValue(document.get(collection.idField())));
        }
    }

    @Override
    public void add(Document document, RecordId position, MongoCollection<RecordId> owner) {
        // The document is its own entry.
    }

    @Override
    public @Nullable RecordId remove(Document document) {
        return getPosition(document);
    }

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<RecordId> getPositions(Document query) {
        throw new UnsupportedOperationException("Queries are planned");
    }

    @Override
    public long getCount() {
        return collection.count();
    }

    /** Whether the index has to be filled, which it never has. */
    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public long getDataSize() {
        return 0;
    }

    /** Refuses a document that has become too large, before anything is changed. An id does not change. */
    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<RecordId> owner) {
        Bson.encode(after);
    }

    @Override
    public void updateInPlace(Document before, Document after, RecordId position, MongoCollection<RecordId> owner) {
        // The document is its own entry.
    }

    @Override
    public void drop() {
        // The index is dropped with the documents.
    }

    @Override
    public boolean isUnique() {
        return true;
    }
}
