package io.orderflow.axonserver.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.axonserver.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open RocksDB with its column families. Any thread reads, one writes. Native memory is freed by {@link #close} and
 * when the database is opened anew, so every access holds a shared lock, which those take exclusively: a late reader gets
 * an exception, never a crash of the JVM.
 *
 * <p>After a failed write RocksDB takes no more. The database is then opened anew as soon as the disk has room again, and
 * what the failed write may have left in its log is cut off before: a refused write never comes back. Meanwhile reads go
 * on.
 */
final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final byte[] FORMAT_KEY = "format".getBytes(UTF_8);
    private static final byte[] FORMAT = "2".getBytes(UTF_8);
    /** What differs is empty in a store that comes from this version. */
    private static final byte[] FORMAT_WITHOUT_STREAMS = "1".getBytes(UTF_8);

    /** Less than this is not worth a table file of its own. */
    private static final long MIN_FLUSHED_BYTES = 2L << 20;
    private static final Duration MIN_TIME_BETWEEN_RESUMPTIONS = Duration.ofMillis(100);

    /** How long a write waits for RocksDB to move what is in memory to table files, which a full disk keeps it from. */
    private static final Duration MAX_STALL = Duration.ofSeconds(5);
    private static final Duration STALL_CHECK_INTERVAL = Duration.ofMillis(1);

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Path directory;
    private final DatabaseOptions options;
    private final WriteOptions syncedWrites = new WriteOptions().setSync(true).setNoSlowdown(true);
    private final ConfirmedMark mark;
    private final DirectoryPresence presence;
    private @Nullable Opening opening;
    private @Nullable String closedReason;
    private volatile @Nullable String damage;

    /** These belong to the thread that writes. */
    private long confirmedSequence;
    private @Nullable RocksDBException writeFailure;
    private long lastResumptionNanos;

    /** This one belongs to the thread that flushes. */
    private long sequenceAtLastRest;

    private Database(Path directory, SharedMemory memory, boolean readOnly) throws RocksDBException, IOException {
        this.directory = directory;
        this.options = new DatabaseOptions(memory);
        this.mark = ConfirmedMark.in(directory);
        this.presence = new DirectoryPresence(directory);
        try {
            this.opening = readOnly ? Opening.readOnly(directory, options) : Opening.of(directory, options);
            this.confirmedSequence = opening.db().getLatestSequenceNumber();
            requireAllConfirmed();
            requireKnownFormat(opening.db());
        } catch (RocksDBException | IOException | RuntimeException e) {
            close("The event store could not be opened");
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
        return open(directory, memory, false);
    }

    /** As {@link #open}, for reading alone, without a change to the database. */
    static Database openReadOnly(Path directory, SharedMemory memory) {
        return open(directory, memory, true);
    }

    private static Database open(Path directory, SharedMemory memory, boolean readOnly) {
        try {
            Files.createDirectories(directory);
            return new Database(directory, memory, readOnly);
        } catch (RocksDBException e) {
            throw new StoreException.Failure("Cannot open the event store in " + directory + where(e, directory), e);
        } catch (IOException e) {
            throw new StoreException.Failure("Cannot open the event store in " + directory, e);
        }
    }

    /** RocksDB names the file that is damaged, or in use, except where that is its log of writes. */
    private static String where(RocksDBException failure, Path directory) {
        String message = String.valueOf(failure.getMessage());
        if (!isCorruption(failure)) {
            return message.contains("/LOCK:") ? ": another server uses it" : "";
        }
        if (message.contains(directory.getFileName().toString()) || message.contains(StoreFiles.CURRENT)) {
            return ": it is damaged";
        }
        return ": it is damaged in its log of writes (" + String.join(", ", StoreFiles.logs(directory)) + ")";
    }

    private static boolean isCorruption(RocksDBException failure) {
        return failure.getStatus() != null && failure.getStatus().getCode() == Status.Code.Corruption;
    }

    /** What a read has met, which does not heal; empty where none has. */
    Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /** A torn last write can be the work of a disk that keeps less than it has synced; more than that is damage. */
    private void requireAllConfirmed() throws IOException {
        ConfirmedMark.Confirmed marked = mark.read();
        if (confirmedSequence < marked.lastButOne()) {
            throw new StoreException.Failure("Cannot open the event store in " + directory,
                    new IllegalStateException("it is damaged: its log of writes (*.log) has lost the last "
                            + (marked.last() - confirmedSequence) + " changes that were confirmed. To go on without "
                            + "them, delete the file " + ConfirmedMark.FILE));
        }
        if (confirmedSequence < marked.last()) {
            LOG.warn("The last write to {} was confirmed, but the disk has lost it", directory);
        }
        mark.set(confirmedSequence);
    }

    private void requireKnownFormat(RocksDB db) throws RocksDBException {
        byte[] found = db.get(FORMAT_KEY);
        if (found == null || Arrays.equals(found, FORMAT_WITHOUT_STREAMS)) {
            db.put(syncedWrites, FORMAT_KEY, FORMAT);
            confirmed(db);
        } else if (!Arrays.equals(found, FORMAT)) {
            throw new StoreException.Failure("Cannot open the event store in " + directory,
                    new IllegalStateException("its layout is version " + new String(found, UTF_8)
                            + ", this server knows version " + new String(FORMAT, UTF_8)));
        }
    }

    /** A family, to write to or to read from. Not to be kept. */
    ColumnFamilyHandle handle(Family family) {
        return opening().handle(family);
    }

    private Opening opening() {
        if (closedReason != null) {
            throw new StoreException.Closed(closedReason);
        }
        if (opening == null) {
            throw new StoreException.Failure("Cannot read the event store",
                    new IllegalStateException("it could not be opened again after a failed write"));
        }
        return opening;
    }

    /** Runs a read; nothing native that it opens may outlive it. */
    <T> T read(Family family, Reading<T> reading) {
        lock.readLock().lock();
        try {
            Opening current = opening();
            return reading.from(current.db(), current.handle(family));
        } catch (RocksDBException e) {
            StoreException failure = new StoreException.Failure(
                    "Cannot read the event store (" + family.storedText() + ")", e);
            if (isCorruption(e)) {
                damage = failure.getMessage();
            }
            throw failure;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Runs a read over one column family with an iterator of its own. */
    <T> T scan(Family family, Scanning<T> scanning) {
        return read(family, (db, handle) -> {
            try (RocksIterator iterator = db.newIterator(handle)) {
                T result = scanning.over(iterator);
                iterator.status();
                return result;
            }
        });
    }

    /** Applies a batch; when it returns, the batch is on the disk, and where it fails, nothing of it ever is. */
    void write(WriteBatch batch) {
        lock.readLock().lock();
        try {
            RocksDB db = opening().db();
            presence.require();
            writeWhenNotStalled(db, batch);
            confirmed(db);
        } catch (IOException removed) {
            throw new StoreException.Failure("The directory of the event store was removed or replaced, so nothing is "
                    + "stored until it is back: " + removed.getMessage(), removed);
        } catch (RocksDBException e) {
            writeFailure = e;
            cutFailedWrite();
            throw cannotWrite(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** RocksDB itself would wait without a limit, on a full disk until there is room. */
    private void writeWhenNotStalled(RocksDB db, WriteBatch batch) throws RocksDBException {
        long start = System.nanoTime();
        while (true) {
            try {
                db.write(syncedWrites, batch);
                return;
            } catch (RocksDBException e) {
                if (!isStall(e) || System.nanoTime() - start >= MAX_STALL.toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(STALL_CHECK_INTERVAL.toNanos());
            }
        }
    }

    private static boolean isStall(RocksDBException refusal) {
        return refusal.getStatus() != null && refusal.getStatus().getCode() == Status.Code.Incomplete;
    }

    private void confirmed(RocksDB db) {
        confirmedSequence = db.getLatestSequenceNumber();
        mark.set(confirmedSequence);
    }

    static StoreException cannotWrite(Exception cause) {
        return new StoreException.Failure("Cannot write to the event store", cause);
    }

    private void cutFailedWrite() {
        try {
            WriteAheadLog.cutAfter(directory, confirmedSequence);
        } catch (IOException e) {
            LOG.warn("Cannot cut a failed write off yet", e);
        }
    }

    /**
     * To be called before a batch is made. Where a write has failed, it opens the database anew, as soon as the disk has
     * room for more than the batch.
     *
     * @throws StoreException.Failure
     *             where that cannot be done yet
     */
    void resume(long batchBytes) {
        RocksDBException failure = writeFailure;
        if (failure == null) {
            return;
        }
        long now = System.nanoTime();
        if (now - lastResumptionNanos < MIN_TIME_BETWEEN_RESUMPTIONS.toNanos()) {
            throw cannotWrite(failure);
        }
        lastResumptionNanos = now;
        if (!Room.isIn(directory, batchBytes)) {
            throw cannotWrite(failure);
        }
        lock.writeLock().lock();
        try {
            reopen();
            writeFailure = null;
            LOG.info("Writes to {} have been resumed", directory);
        } catch (RocksDBException | IOException e) {
            LOG.warn("Cannot resume writes to {}", directory, e);
            throw cannotWrite(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void reopen() throws RocksDBException, IOException {
        if (closedReason != null) {
            throw new StoreException.Closed(closedReason);
        }
        if (opening != null) {
            opening.close();
            opening = null;
        }
        try {
            WriteAheadLog.cutAfter(directory, confirmedSequence);
            opening = confirmedAlone(Opening.of(directory, options));
        } catch (RocksDBException | IOException e) {
            openForReading(e);
            throw e;
        }
    }

    private void openForReading(Exception writeFailure) {
        try {
            opening = confirmedAlone(Opening.readOnly(directory, options));
        } catch (RocksDBException | IOException e) {
            writeFailure.addSuppressed(e);
        }
    }

    /** Nobody may read what was refused. */
    private Opening confirmedAlone(Opening opened) throws IOException {
        long found = opened.db().getLatestSequenceNumber();
        if (found != confirmedSequence) {
            opened.close();
            throw new IOException("The log of writes ends at " + found + ", confirmed was " + confirmedSequence);
        }
        return opened;
    }

    /**
     * Moves what is in memory to table files, where nothing was written since the last call: the memory is shared, and
     * a database that rests would keep it from those that do not. Does not wait.
     */
    void flushWhereItRests() {
        read(Family.DEFAULT, (db, handle) -> {
            long sequence = db.getLatestSequenceNumber();
            if (sequence == sequenceAtLastRest
                    && db.getAggregatedLongProperty("rocksdb.cur-size-active-mem-table") >= MIN_FLUSHED_BYTES) {
                try (FlushOptions flush = new FlushOptions().setWaitForFlush(false)) {
                    db.flush(flush, opening().handles());
                }
            }
            sequenceAtLastRest = sequence;
            return true;
        });
    }

    Path directory() {
        return directory;
    }

    /** Makes a copy, of links to the same files where they are on the same disk. */
    void copyTo(Path copy) {
        read(Family.DEFAULT, (db, handle) -> {
            try (Checkpoint checkpoint = Checkpoint.create(db)) {
                checkpoint.createCheckpoint(copy.toString());
            }
            return true;
        });
    }

    /** What is called afterwards fails for the given reason. */
    void close(String reason) {
        lock.writeLock().lock();
        try {
            if (closedReason == null) {
                closedReason = reason;
                if (opening != null) {
                    opening.close();
                }
                mark.close();
                syncedWrites.close();
                options.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** A read of one column family. */
    interface Reading<T> {
        T from(RocksDB db, ColumnFamilyHandle handle) throws RocksDBException;
    }

    /** A read with an iterator, which stands nowhere yet. */
    interface Scanning<T> {
        T over(RocksIterator iterator) throws RocksDBException;
    }
}
