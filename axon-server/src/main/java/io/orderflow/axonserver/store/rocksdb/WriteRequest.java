package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Something that waits for the thread that writes. That thread alone calls {@link #addTo}, then has {@link #confirm} or
 * {@link #fail} called, once; the requester holds {@link #result}.
 */
abstract class WriteRequest<T extends @Nullable Object> {

    private final CompletableFuture<T> result = new CompletableFuture<>();

    /** How much memory it takes while it waits. */
    abstract int bytes();

    /** Whether it has to be the only one in its group. */
    boolean standsAlone() {
        return false;
    }

    /**
     * Adds its part to a group: all of it, or none where it throws.
     *
     * @throws StoreException
     *             where it is refused; the other requests of the group go on
     */
    abstract void addTo(Group group) throws RocksDBException;

    /** Called when its part is on the disk. */
    abstract void confirm();

    /** Called when nothing of it is, or will be, on the disk. */
    void fail(StoreException reason) {
        result.completeExceptionally(reason);
    }

    final void complete(T value) {
        result.complete(value);
    }

    final CompletionStage<T> result() {
        return result;
    }
}
