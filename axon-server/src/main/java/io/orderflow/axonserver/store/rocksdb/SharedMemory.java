package io.orderflow.axonserver.store.rocksdb;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that all databases of a server use together: blocks that were read, and what was written but is not in a
 * table file yet. The second counts against the first, so that the sum stays within one bound, however many databases
 * there are. Thread-safe.
 */
final class SharedMemory implements AutoCloseable {

    private static final long TOTAL_BYTES = 80L << 20;
    private static final long WRITE_BUFFERS_BYTES = 48L << 20;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache cache = new LRUCache(TOTAL_BYTES);
    private final WriteBufferManager writeBuffers = new WriteBufferManager(WRITE_BUFFERS_BYTES, cache);

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    /** To be called when all databases are closed. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
