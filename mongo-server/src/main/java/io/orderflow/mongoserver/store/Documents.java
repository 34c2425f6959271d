package io.orderflow.mongoserver.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The documents of one collection, by id. */
public final class Documents {

    private final DocumentStore store;
    private final byte[] prefix;

    /** @param collection the number with which the keys of the documents begin */
    public Documents(DocumentStore store, int collection) {
        this.store = store;
        this.prefix = new KeyBuffer().addInt(collection).toBytes();
    }

    /** The stored document; null where no document has this id. */
    public byte @Nullable [] get(RecordId id) {
        return store.get(ColumnFamily.DOCUMENTS, key(id));
    }

    /** As {@link #get(RecordId)}, but with the changes of the change. */
    public byte @Nullable [] get(RecordId id, Change change) {
        return change.get(ColumnFamily.DOCUMENTS, key(id));
    }

    public void put(RecordId id, byte[] document, Change change) {
        change.put(ColumnFamily.DOCUMENTS, key(id), document);
    }

    public void remove(RecordId id, Change change) {
        change.delete(ColumnFamily.DOCUMENTS, key(id));
    }

    private byte[] key(RecordId id) {
        return new KeyBuffer().add(prefix).add(id.bytes()).toBytes();
    }

    /** Reads all documents. */
    public KeyReader reader() {
        return new KeyReader(store, ColumnFamily.DOCUMENTS, KeyRange.startingWith(prefix), false);
    }

    /** The approximate size of the documents, in bytes. */
    public long bytes() {
        return store.approximateBytes(ColumnFamily.DOCUMENTS, KeyRange.startingWith(prefix));
    }

    /** The id within the key of a document. */
    public RecordId idOf(byte[] key) {
        return RecordId.stored(Arrays.copyOfRange(key, prefix.length, key.length));
    }
}
