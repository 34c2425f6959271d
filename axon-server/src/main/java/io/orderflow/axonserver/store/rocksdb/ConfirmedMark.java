package io.orderflow.axonserver.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside the database that says up to which of its sequence numbers writes were confirmed: with the last one, and
 * with the one before it. A log of writes that ends too early looks like one that a crash has torn; this tells the two
 * apart. It is written after the write that it tells of is on the disk, and never synced: it may lag behind, but never
 * runs ahead. Used by one thread at a time.
 */
final class ConfirmedMark implements AutoCloseable {

    static final String FILE = "CONFIRMED";

    private static final Logger LOG = LoggerFactory.getLogger(ConfirmedMark.class);

    private final FileChannel file;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(2 * Long.BYTES);
    private long last;
    private boolean warned;

    private ConfirmedMark(FileChannel file) {
        this.file = file;
    }

    static ConfirmedMark in(Path directory) throws IOException {
        return new ConfirmedMark(FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** What is known; nothing where the file is new. */
    Confirmed read() throws IOException {
        bytes.clear();
        return file.read(bytes, 0) == bytes.capacity()
                ? new Confirmed(bytes.getLong(0), bytes.getLong(Long.BYTES))
                : new Confirmed(0, 0);
    }

    /** A mark that cannot be written lags behind, which is allowed. */
    void set(long sequence) {
        bytes.clear();
        bytes.putLong(0, last);
        bytes.putLong(Long.BYTES, sequence);
        last = sequence;
        try {
            file.write(bytes, 0);
        } catch (IOException e) {
            if (!warned) {
                warned = true;
                LOG.warn("Cannot write {}", FILE, e);
            }
        }
    }

    /** The sequence numbers of the two last confirmed writes. */
    record Confirmed(long lastButOne, long last) {}

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Cannot close {}", FILE, e);
        }
    }
}
