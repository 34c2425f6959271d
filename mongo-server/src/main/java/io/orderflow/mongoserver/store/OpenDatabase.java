package io.orderflow.mongoserver.store;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/** One opening of the database, with all its native objects. To be closed when no thread uses it. */
final class OpenDatabase implements AutoCloseable {

    private static final long BLOCK_BYTES = 16L << 10;
    private static final long WRITE_BUFFER_BYTES = 16L << 20;
    /** Limits the log that an opening after a crash has to read again, and so its time. */
    private static final long LOG_BYTES = 48L << 20;
    private static final int OPEN_FILES = 256;
    private static final int BACKGROUND_JOBS = 2;
    private static final double BLOOM_BITS_PER_KEY = 10;

    private final Deque<RocksObject> natives = new ArrayDeque<>();
    private final RocksDB database;
    private final List<ColumnFamilyHandle> families = new ArrayList<>();

    /** @throws StoreUnusable where another process has it, or it is damaged */
    static OpenDatabase first(Path directory, StoreSettings settings) {
        try {
            return new OpenDatabase(directory, settings, true);
        } catch (RocksDBException e) {
            throw StoreUnusable.of(directory, e);
        }
    }

    /** @param make whether the database is created where it does not exist */
    OpenDatabase(Path directory, StoreSettings settings, boolean make) throws RocksDBException {
        boolean whole = false;
        try {
            Cache cache = keep(new LRUCache(settings.cacheBytes()));
            DBOptions options = options(keep(new WriteBufferManager(settings.cacheBytes() / 2, cache)), make);
            ColumnFamilyOptions family = familyOptions(cache);
            this.database = RocksDB.open(options, directory.toString(), Arrays.stream(ColumnFamily.values())
                    .map(known -> new ColumnFamilyDescriptor(known.storedName(), family))
                    .toList(), families);
            natives.push(database);
            families.forEach(natives::push);
            whole = true;
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    /**
     * The options of the database. A write that is torn at the end of the log was never answered, and is dropped; other
     * damage stops the opening.
     */
    private DBOptions options(WriteBufferManager writeBuffers, boolean make) {
        return keep(new DBOptions()).setCreateIfMissing(make)
                .setCreateMissingColumnFamilies(make)
                .setWriteBufferManager(writeBuffers)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setAvoidFlushDuringRecovery(true)
                .setMaxTotalWalSize(LOG_BYTES)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setStatsDumpPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(1L << 20)
                .setKeepLogFileNum(2);
    }

    private ColumnFamilyOptions familyOptions(Cache cache) {
        return keep(new ColumnFamilyOptions())
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setBlockSize(BLOCK_BYTES)
                        .setFilterPolicy(keep(new BloomFilter(BLOOM_BITS_PER_KEY)))
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true))
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true);
    }

    private <T extends RocksObject> T keep(T object) {
        natives.push(object);
        return object;
    }

    RocksDB database() {
        return database;
    }

    ColumnFamilyHandle handle(ColumnFamily family) {
        return families.get(family.ordinal());
    }

    boolean requireRightChecksums() {
        try {
            database.verifyChecksum();
            return true;
        } catch (RocksDBException e) {
            throw new StoreFailure("The database is damaged", e);
        }
    }

    /**
     * Closes in the opposite order of making: the families before the database, and the database before its options.
     */
    @Override
    public void close() {
        natives.forEach(RocksObject::close);
        natives.clear();
    }
}
