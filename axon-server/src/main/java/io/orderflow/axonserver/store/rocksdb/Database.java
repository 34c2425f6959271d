package io.orderflow.axonserver.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.axonserver.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * An open RocksDB with its column families. Thread-safe. Native memory is freed on {@link #close}, so every access
 * holds a
 * shared lock, which closing takes exclusively: a late reader gets an exception, never a crash of the JVM.
 */
final class Database {

    private static final byte[] FORMAT_KEY = "format".getBytes(UTF_8);
    /** No key is empty, and none starts with this byte: identifiers are UTF-8, and no number is negative. */
    private static final byte[] BEFORE_ALL_KEYS = {};
    private static final byte[] AFTER_ALL_KEYS = {(byte) 0xff};

    private static final byte[] FORMAT = "1".getBytes(UTF_8);

    private static final long BLOCK_BYTES = 16L << 10;
    private static final long WRITE_BUFFER_BYTES = 16L << 20;
    private static final long ARENA_BLOCK_BYTES = 256L << 10;
    private static final long WAL_TOTAL_BYTES = 96L << 20;
    private static final long INFO_LOG_BYTES = 1L << 20;
    private static final int INFO_LOG_FILES = 2;
    private static final int OPEN_FILES = 512;
    private static final int BACKGROUND_JOBS = 2;
    private static final double BLOOM_BITS_PER_KEY = 10;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Deque<RocksObject> natives = new ArrayDeque<>();
    private final List<ColumnFamilyHandle> handles = new ArrayList<>();
    private final RocksDB db;
    private final WriteOptions syncedWrites;
    private @Nullable String closedReason;

    private Database(Path directory, SharedMemory memory) throws RocksDBException {
        List<ColumnFamilyDescriptor> descriptors = descriptors(memory.cache());
        DBOptions options = keep(databaseOptions()).setWriteBufferManager(memory.writeBuffers());
        this.syncedWrites = keep(new WriteOptions().setSync(true));
        try {
            this.db = RocksDB.open(options, directory.toString(), descriptors, handles);
        } catch (RocksDBException e) {
            freeNatives();
            throw e;
        }
    }

    /**
     * Opens the database in a directory, and makes both where they are not there yet.
     *
     * @throws StoreException.Failure
     *             where another process has it open, it is damaged, or has a layout that this version does not know
     */
    static Database open(Path directory, SharedMemory memory) {
        try {
            Files.createDirectories(directory);
            Database database = new Database(directory, memory);
            database.checkFormat(directory);
            return database;
        } catch (RocksDBException e) {
            throw new StoreException.Failure("Cannot open the event store in " + directory, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the directory " + directory, e);
        }
    }

    private void checkFormat(Path directory) throws RocksDBException {
        byte[] found = db.get(FORMAT_KEY);
        if (found == null) {
            db.put(syncedWrites, FORMAT_KEY, FORMAT);
        } else if (!Arrays.equals(found, FORMAT)) {
            close("The layout is not known");
            throw new StoreException.Failure("Cannot open the event store in " + directory,
                    new IllegalStateException("its layout is version " + new String(found, UTF_8)
                            + ", this server knows version " + new String(FORMAT, UTF_8)));
        }
    }

    /**
     * A batch that is torn at the end of the log was never confirmed and is dropped; any other damage stops the
     * opening.
     */
    private static DBOptions databaseOptions() {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setMaxTotalWalSize(WAL_TOTAL_BYTES)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setStatsDumpPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES)
                .setKeepLogFileNum(INFO_LOG_FILES);
    }

    private List<ColumnFamilyDescriptor> descriptors(Cache cache) {
        BloomFilter bloom = keep(new BloomFilter(BLOOM_BITS_PER_KEY));
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(bloom)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        ColumnFamilyOptions options = keep(
                new ColumnFamilyOptions().setTableFormatConfig(table).setWriteBufferSize(WRITE_BUFFER_BYTES)
                        .setArenaBlockSize(ARENA_BLOCK_BYTES).setCompressionType(CompressionType.LZ4_COMPRESSION));
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Family family : Family.values()) {
            descriptors.add(new ColumnFamilyDescriptor(family.storedName(), options));
        }
        return descriptors;
    }

    private <T extends RocksObject> T keep(T object) {
        natives.push(object);
        return object;
    }

    ColumnFamilyHandle handle(Family family) {
        return handles.get(family.ordinal());
    }

    /** Runs a read; nothing native that it opens may outlive it. */
    <T> T read(Reading<T> reading) {
        lock.readLock().lock();
        try {
            requireOpen();
            return reading.from(db);
        } catch (RocksDBException e) {
            throw new StoreException.Failure("Cannot read the event store", e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Runs a read over one column family with an iterator of its own. */
    <T> T scan(Family family, Scanning<T> scanning) {
        return read(db -> {
            try (RocksIterator iterator = db.newIterator(handle(family))) {
                T result = scanning.over(iterator);
                iterator.status();
                return result;
            }
        });
    }

    /** Applies a batch; when it returns, the batch is on the disk. */
    void write(WriteBatch batch) {
        lock.readLock().lock();
        try {
            requireOpen();
            db.write(syncedWrites, batch);
        } catch (RocksDBException e) {
            throw new StoreException.Failure("Cannot write to the event store", e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Adds the end of everything but {@link Family#DEFAULT} to a batch. */
    void deleteContents(WriteBatch batch) throws RocksDBException {
        for (Family family : Family.CONTENTS) {
            batch.deleteRange(handle(family), BEFORE_ALL_KEYS, AFTER_ALL_KEYS);
        }
    }

    /** Gives back the room of what was deleted: whole files at once, the rest when the disk is idle. */
    void compactSoon() {
        read(db -> {
            for (Family family : Family.CONTENTS) {
                db.deleteFilesInRanges(handle(family), List.of(BEFORE_ALL_KEYS, AFTER_ALL_KEYS), false);
                db.suggestCompactRange(handle(family));
            }
            return true;
        });
    }

    private void requireOpen() {
        if (closedReason != null) {
            throw new StoreException.Closed(closedReason);
        }
    }

    /** What is called afterwards fails for the given reason. */
    void close(String reason) {
        lock.writeLock().lock();
        try {
            if (closedReason == null) {
                closedReason = reason;
                handles.forEach(ColumnFamilyHandle::close);
                db.close();
                freeNatives();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void freeNatives() {
        natives.forEach(RocksObject::close);
        natives.clear();
    }

    /** A read of the database. */
    interface Reading<T> {
        T from(RocksDB db) throws RocksDBException;
    }

    /** A read with an iterator, which stands nowhere yet. */
    interface Scanning<T> {
        T over(RocksIterator iterator) throws RocksDBException;
    }
}
