package io.orderflow.axonserver.store.rocksdb;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;

/** How a database is opened. Closed when it is not opened again. */
final class DatabaseOptions implements AutoCloseable {

    private static final long BLOCK_BYTES = 16L << 10;
    private static final long WRITE_BUFFER_BYTES = 16L << 20;

    /** Of each family. With fewer than these, what comes fast has to wait for what came before to be in a table file. */
    private static final int WRITE_BUFFERS = 4;
    private static final long ARENA_BLOCK_BYTES = 256L << 10;

    /** Bounds what an opening after a crash has to read again, and so its time. */
    private static final long WAL_TOTAL_BYTES = 32L << 20;
    private static final long INFO_LOG_BYTES = 1L << 20;
    private static final int INFO_LOG_FILES = 2;
    private static final int OPEN_FILES = 512;
    private static final int BACKGROUND_JOBS = 2;
    private static final double BLOOM_BITS_PER_KEY = 10;

    private final Deque<RocksObject> natives = new ArrayDeque<>();
    private final DBOptions database;
    private final ColumnFamilyOptions family;

    DatabaseOptions(SharedMemory memory) {
        this.database = keep(new DBOptions()).setWriteBufferManager(memory.writeBuffers());
        setUp(database);
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(memory.cache())
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(keep(new BloomFilter(BLOOM_BITS_PER_KEY)))
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        this.family = keep(new ColumnFamilyOptions())
                .setTableFormatConfig(table)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxWriteBufferNumber(WRITE_BUFFERS)
                .setArenaBlockSize(ARENA_BLOCK_BYTES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    /**
     * A batch that is torn at the end of the log was never confirmed and is dropped; any other damage stops the opening.
     */
    private static void setUp(DBOptions options) {
        options.setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setAvoidFlushDuringRecovery(true)
                .setMaxTotalWalSize(WAL_TOTAL_BYTES)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setStatsDumpPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES)
                .setKeepLogFileNum(INFO_LOG_FILES);
    }

    private <T extends RocksObject> T keep(T object) {
        natives.push(object);
        return object;
    }

    DBOptions database() {
        return database;
    }

    /** One for each {@link Family}, in their order. */
    List<ColumnFamilyDescriptor> families() {
        return Arrays.stream(Family.values())
                .map(known -> new ColumnFamilyDescriptor(known.storedName(), family))
                .toList();
    }

    @Override
    public void close() {
        natives.forEach(RocksObject::close);
        natives.clear();
    }
}
