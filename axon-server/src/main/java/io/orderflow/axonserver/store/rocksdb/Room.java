package io.orderflow.axonserver.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds out whether a disk takes more, by writing to it: what it says of its free room is not what a process may use. */
final class Room {

    private static final String PROBE_FILE = "ROOM";

    /** What an opening of a database needs for its own files. */
    private static final long SPARE_BYTES = 1L << 20;
    private static final int PIECE_BYTES = 64 << 10;

    private Room() {}

    static boolean isIn(Path directory, long bytes) {
        Path probe = directory.resolve(PROBE_FILE);
        try {
            try (FileChannel file = FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
                for (long written = 0; written < bytes + SPARE_BYTES; written += piece.position()) {
                    piece.clear();
                    file.write(piece, written);
                }
            } finally {
                Files.deleteIfExists(probe);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
