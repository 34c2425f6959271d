package io.orderflow.mongoserver.backend;

import io.orderflow.mongoserver.store.Catalog.IndexEntry;
import io.orderflow.mongoserver.store.Catalog;
import io.orderflow.mongoserver.store.ColumnFamily;
import io.orderflow.mongoserver.store.DocumentStore;
import io.orderflow.mongoserver.store.KeyBuffer;
import io.orderflow.mongoserver.store.KeyRange;
import io.orderflow.mongoserver.store.KeyReader;
import io.orderflow.mongoserver.store.RecordId;
import java.util.Arrays;

/**
 * The entries of one index, and its state in the catalog. They are changed under the collection's lock, and read by any
 * thread.
 */
final class IndexEntries {

    private final Catalog catalog;
    private final DocumentStore store;
    private final int collection;
    private final String index;
    private volatile IndexEntry known;

    IndexEntries(Catalog catalog, DocumentStore store, int collection, String index) {
        this.catalog = catalog;
        this.store = store;
        this.collection = collection;
        this.index = index;
        this.known = catalog.index(collection, index);
    }

    int number() {
        return known.number();
    }

    /** Whether every document is in the index. */
    boolean isWhole() {
        return known.whole();
    }

    void markWhole() {
        if (!known.whole()) {
            update(new IndexEntry(known.number(), true, known.manyValued()));
        }
    }

    /** Whether a document has ever been in the index with several values for a field. */
    boolean isManyValued() {
        return known.manyValued();
    }

    void markManyValued() {
        if (!known.manyValued()) {
            update(new IndexEntry(known.number(), known.whole(), true));
        }
    }

    private void update(IndexEntry changed) {
        catalog.update(collection, index, changed);
        known = changed;
    }

    boolean hold(byte[] key, RecordId id) {
        return Arrays.equals(store.get(ColumnFamily.INDEXES, key), id.bytes());
    }

    long count() {
        long entries = 0;
        KeyReader reader = new KeyReader(store, ColumnFamily.INDEXES, range(), false);
        while (reader.hasNext()) {
            reader.next();
            entries++;
        }
        return entries;
    }

    /** The approximate size of the entries, in bytes. */
    long bytes() {
        return store.approximateBytes(ColumnFamily.INDEXES, range());
    }

    private KeyRange range() {
        return KeyRange.startingWith(new KeyBuffer().addInt(known.number()).toBytes());
    }

    /** Removes the index from the catalog, with all its entries. */
    void drop() {
        catalog.dropIndex(collection, index);
    }
}
