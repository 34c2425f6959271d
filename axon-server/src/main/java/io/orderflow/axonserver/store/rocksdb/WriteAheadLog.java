package io.orderflow.axonserver.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * RocksDB's log of writes, as far as it has to be cut: a write that failed may be in it all the same, and would come back
 * with the next opening, though it was refused. The file consists of blocks; a record lies in one block, and a batch in
 * one record or several. A batch starts with its first sequence number and the count of its changes, and each change
 * takes one number.
 *
 * <pre>
 * record   checksum (4) | length (2) | kind (1) | piece of a batch        little-endian
 * batch    first sequence number (8) | changes (4) | …
 * </pre>
 */
final class WriteAheadLog {

    private static final int BLOCK_BYTES = 32 << 10;
    private static final int HEADER_BYTES = 7;
    private static final int BATCH_HEADER_BYTES = 12;

    private static final int WHOLE = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;

    private WriteAheadLog() {}

    /** Cuts off what comes after a sequence number; when it returns, that is on the disk, also where it failed before. */
    static void cutAfter(Path directory, long sequence) throws IOException {
        Optional<Path> newest = newest(directory);
        if (newest.isPresent()) {
            try (FileChannel file = FileChannel.open(newest.get(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long end = endOf(sequence, file);
                if (end < file.size()) {
                    file.truncate(end);
                }
                file.force(true);
            }
        }
    }

    private static Optional<Path> newest(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+\\.log"))
                    .max(Comparator.comparingLong(WriteAheadLog::number));
        }
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    /** Where the batch with a sequence number ends. Where that is not certain, it is the end of the file. */
    private static long endOf(long sequence, FileChannel file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES + BATCH_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long position = 0;
        long last = -1;
        while (position < file.size()) {
            long roomInBlock = BLOCK_BYTES - position % BLOCK_BYTES;
            if (roomInBlock < HEADER_BYTES) {
                position += roomInBlock;
                continue;
            }
            header.clear();
            file.read(header, position);
            int kind = header.get(6);
            boolean startsBatch = kind == WHOLE || kind == FIRST;
            if (header.position() < HEADER_BYTES || startsBatch && header.position() < header.capacity()) {
                return file.size();
            }
            if (startsBatch) {
                long first = header.getLong(HEADER_BYTES);
                if (first > sequence) {
                    return position;
                }
                last = first + header.getInt(HEADER_BYTES + Long.BYTES) - 1;
            }
            position += HEADER_BYTES + Short.toUnsignedInt(header.getShort(4));
            if (last == sequence && (kind == WHOLE || kind == LAST)) {
                return Math.min(position, file.size());
            }
        }
        return file.size();
    }
}
