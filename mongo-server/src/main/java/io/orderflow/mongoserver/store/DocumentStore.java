package io.orderflow.mongoserver.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Range;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database with its column families. All access to it runs within {@link #using}: native memory is freed by {@link
 * #close} and when the database is opened anew, for which the lock is taken exclusively. A change is answered when it
 * is in the log of writes, which survives the death of the process. A power cut may take the changes of the last
 * {@linkplain StoreSettings#syncInterval() interval}, the latest ones, unless they were {@linkplain #sync() synced}.
 * Thread-safe.
 */
public final class DocumentStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentStore.class);

    private static final Duration TIME_BETWEEN_REOPENINGS = Duration.ofSeconds(1);

    static {
        RocksDB.loadLibrary();
    }

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final WriteOptions writeOptions;
    private final Path directory;
    private final StoreSettings settings;
    private final DirectoryPresence presence;
    private final AtomicBoolean unsynced = new AtomicBoolean();
    private final ScheduledExecutorService syncing = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("mongo-server-sync").factory());
    private @Nullable OpenDatabase opening;
    private boolean closed;
    private volatile @Nullable RocksDBException writeFailure;
    private volatile long lastReopeningNanos;

    private DocumentStore(Path directory, StoreSettings settings, DirectoryPresence presence) {
        this.directory = directory;
        this.presence = presence;
        this.settings = settings;
        this.writeOptions = new WriteOptions();
        this.opening = OpenDatabase.first(directory, settings);
        StoreCopies.removeFrom(directory);
        try {
            StoreFormat.require(this, directory);
        } catch (StoreUnusable other) {
            close();
            throw other;
        }
        long interval = settings.syncInterval().toMillis();
        syncing.scheduleWithFixedDelay(this::syncWhereNeeded, interval, interval, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the store in a directory, and creates both where they do not exist.
     *
     * @throws StoreUnusable where another process has it, it is damaged, or another version wrote it
     */
    public static DocumentStore open(Path directory, StoreSettings settings) {
        try {
            Files.createDirectories(directory);
            return new DocumentStore(directory, settings, new DirectoryPresence(directory));
        } catch (IOException e) {
            throw new StoreUnusable("Cannot make the directory of the database, " + directory + ": " + e, e);
        }
    }

    /** Runs work that reads or writes. After a failed write the database is opened anew first. */
    public <T> T using(Supplier<T> work) {
        if (writeFailure != null) {
            reopen();
        }
        lock.readLock().lock();
        try {
            opening();
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void reopen() {
        lock.writeLock().lock();
        try {
            boolean recently = System.nanoTime() - lastReopeningNanos < TIME_BETWEEN_REOPENINGS.toNanos();
            if (writeFailure == null || closed || recently) {
                return;
            }
            lastReopeningNanos = System.nanoTime();
            if (opening != null) {
                opening.close();
                opening = null;
            }
            opening = new OpenDatabase(directory, settings, false);
            writeFailure = null;
            LOG.info("The database in {} takes changes again", directory);
        } catch (RocksDBException e) {
            throw new StoreFailure("Cannot open the database in " + directory + " again", e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private OpenDatabase opening() {
        if (opening == null) {
            throw new StoreFailure("The database in " + directory + " is not open", null);
        }
        return opening;
    }

    /** Logs a failure once: each caller that changes anything gets it as an exception too. */
    private void failed(RocksDBException failure) {
        if (writeFailure == null) {
            LOG.warn("The database in {} takes no changes: {}", directory, failure.getMessage());
        }
        writeFailure = failure;
    }

    public byte @Nullable [] get(ColumnFamily family, byte[] key) {
        return read(database -> database.get(opening().handle(family), key));
    }

    byte @Nullable [] get(ColumnFamily family, byte[] key, WriteBatchWithIndex changes) {
        try (ReadOptions options = new ReadOptions()) {
            return read(database -> changes.getFromBatchAndDB(database, opening().handle(family), options, key));
        }
    }

    /** Lets the caller read with an iterator over a range, which it must not keep. */
    <T> T scan(ColumnFamily family, KeyRange range, Scanning<T> scanning) {
        return read(database -> {
            try (Slice from = new Slice(range.from());
                    Slice to = new Slice(range.to());
                    ReadOptions options = new ReadOptions().setIterateLowerBound(from)
                            .setIterateUpperBound(to);
                    RocksIterator iterator = database.newIterator(opening().handle(family), options)) {
                T result = scanning.over(iterator);
                iterator.status();
                return result;
            }
        });
    }

    /** The approximate size of the keys of a range and their values, in bytes. */
    public long approximateBytes(ColumnFamily family, KeyRange range) {
        try (Slice from = new Slice(range.from()); Slice to = new Slice(range.to())) {
            return opening().database().getApproximateSizes(opening().handle(family),
                    List.of(new Range(from, to)), SizeApproximationFlag.INCLUDE_FILES,
                    SizeApproximationFlag.INCLUDE_MEMTABLES)[0];
        }
    }

    /** The size of the whole database on the disk, without the log of writes. */
    public long bytesOnDisk() {
        return read(database -> database.getAggregatedLongProperty("rocksdb.total-sst-files-size"));
    }

    private <T extends @Nullable Object> T read(ReadOperation<T> read) {
        try {
            return read.from(opening().database());
        } catch (RocksDBException e) {
            throw new StoreFailure("Cannot read the database in " + directory, e);
        }
    }

    /** Starts a change, which is written as a whole. */
    public Change change() {
        return new Change(this);
    }

    void write(WriteBatchWithIndex batch) {
        write(database -> database.write(writeOptions, batch));
    }

    void deleteRange(ColumnFamily family, KeyRange range) {
        write(database -> database.deleteRange(opening().handle(family), writeOptions, range.from(), range.to()));
    }

    private void write(WriteOperation write) {
        presence.require();
        try {
            write.to(opening().database());
            unsynced.set(true);
        } catch (RocksDBException e) {
            failed(e);
            throw new StoreFailure("Cannot write to the database in " + directory, e);
        }
    }

    ColumnFamilyHandle handle(ColumnFamily family) {
        return opening().handle(family);
    }

    /** Returns when all changes so far are on the disk. */
    public void sync() {
        unsynced.set(false);
        try {
            opening().database().flushWal(true);
        } catch (RocksDBException e) {
            unsynced.set(true);
            failed(e);
            throw new StoreFailure("Cannot sync the database in " + directory, e);
        }
    }

    private void syncWhereNeeded() {
        if (!unsynced.get()) {
            return;
        }
        try {
            using(() -> {
                sync();
                return true;
            });
        } catch (Throwable failed) {
            // The executor would drop a task that throws, so no later change would be synced. When a sync is impossible,
            // the next change fails too, and its caller gets the failure.
            unsynced.set(true);
            LOG.debug("Cannot sync", failed);
        }
    }

    /** Copies the present state, as {@link StoreCopies} keeps it, and returns the directory of the copy. */
    public Path copy() {
        return using(() -> StoreCopies.make(opening().database(), directory));
    }

    /** Reads all files, and compares their contents with the checksums in them. */
    public void verifyChecksums() {
        using(() -> opening().requireRightChecksums());
    }

    @Override
    public void close() {
        syncing.shutdown();
        lock.writeLock().lock();
        try {
            closed = true;
            if (opening != null && unsynced.get()) {
                sync();
            }
        } finally {
            if (opening != null) {
                opening.close();
                opening = null;
            }
            writeOptions.close();
            lock.writeLock().unlock();
        }
    }

    private interface ReadOperation<T extends @Nullable Object> {
        T from(RocksDB database) throws RocksDBException;
    }

    private interface WriteOperation {
        void to(RocksDB database) throws RocksDBException;
    }

    /** A read with an iterator, which has no position yet. */
    interface Scanning<T> {
        T over(RocksIterator iterator) throws RocksDBException;
    }
}
