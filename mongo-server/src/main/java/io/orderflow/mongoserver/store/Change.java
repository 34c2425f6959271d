package io.orderflow.mongoserver.store;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;

/**
 * A change of documents and of their index entries, which is written as a whole. Its reads see its own changes. Not
 * thread-safe; used within {@link DocumentStore#using}.
 */
public final class Change implements AutoCloseable {

    private final DocumentStore store;
    private final WriteBatchWithIndex batch = new WriteBatchWithIndex(true);
    private long bytes;

    Change(DocumentStore store) {
        this.store = store;
    }

    public void put(ColumnFamily family, byte[] key, byte[] value) {
        try {
            batch.put(store.handle(family), key, value);
            bytes += key.length + value.length;
        } catch (RocksDBException e) {
            throw new StoreFailure("Cannot change the database", e);
        }
    }

    public void delete(ColumnFamily family, byte[] key) {
        try {
            batch.delete(store.handle(family), key);
            bytes += key.length;
        } catch (RocksDBException e) {
            throw new StoreFailure("Cannot change the database", e);
        }
    }

    public byte @Nullable [] get(ColumnFamily family, byte[] key) {
        return bytes == 0 ? store.get(family, key) : store.get(family, key, batch);
    }

    /** The size of the change, in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Writes the change. Later entries belong to another change. */
    public void write() {
        if (bytes > 0) {
            store.write(batch);
            batch.clear();
            bytes = 0;
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}
