package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.exception.MongoServerException;
import io.orderflow.mongoserver.store.Catalog;
import io.orderflow.mongoserver.store.Change;
import io.orderflow.mongoserver.store.DocumentStore;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one collection, which one thread makes at a time, and the number of its documents. Any thread may call
 * {@link #make}, {@link #run} and {@link #count}; only the work of a change may call the other methods.
 */
final class CollectionChanges {

    /** A change of many documents is written in parts of this size: MongoDB does not write it as a whole either. */
    private static final int PART_BYTES = 4 << 20;

    private final DocumentStore store;
    private final Catalog catalog;
    private final int collection;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Change change;
    /** The number of documents that the change in progress adds. */
    private long added;
    private volatile long count;

    CollectionChanges(DocumentStore store, Catalog catalog, int collection) {
        this.store = store;
        this.catalog = catalog;
        this.collection = collection;
        this.count = catalog.count(collection);
    }

    /**
     * Does the work of a change alone, and writes its changes, also where the work refuses to go on. Work within the
     * work of a change is a part of that change.
     */
    <T> T make(Supplier<T> work) {
        lock.lock();
        try {
            return change == null ? written(work) : work.get();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #make}. */
    void run(Runnable work) {
        make(() -> {
            work.run();
            return true;
        });
    }

    /** As {@link #run}, for one document of several, which need not be written together. */
    void runPart(Runnable work) {
        run(() -> {
            work.run();
            writeWhereLarge();
        });
    }

    private <T> T written(Supplier<T> work) {
        try (Change made = store.change()) {
            change = made;
            T result;
            try {
                result = work.get();
            } catch (MongoServerException refused) {
                write();
                throw refused;
            }
            write();
            return result;
        } finally {
            change = null;
            added = 0;
        }
    }

    Change inProgress() {
        return Objects.requireNonNull(change, "No change is in progress");
    }

    /** Writes the changes so far. */
    void write() {
        Change made = inProgress();
        if (made.bytes() > 0) {
            catalog.putCount(made, collection, count + added);
            made.write();
            count += added;
            added = 0;
        }
    }

    /** Writes the changes so far where they are large. To be called between two documents. */
    void writeWhereLarge() {
        if (inProgress().bytes() > PART_BYTES) {
            write();
        }
    }

    /** Notes that the change in progress adds so many documents, or removes them where the number is negative. */
    void added(int documents) {
        added += documents;
    }

    /** The number of documents. */
    long count() {
        return count;
    }

    /** Notes that the collection has been dropped. */
    void forgetCount() {
        count = 0;
    }
}
