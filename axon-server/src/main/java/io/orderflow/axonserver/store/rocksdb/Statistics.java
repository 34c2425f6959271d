package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.StoreStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Counts what a database holds. */
final class Statistics {

    private Statistics() {}

    static StoreStatistics of(Database database, long events) {
        return new StoreStatistics(events, count(database, Family.HEADS), count(database, Family.SNAPSHOTS),
                count(database, Family.SCHEDULES), bytes(database.directory()));
    }

    private static long count(Database database, Family family) {
        return database.scan(family, iterator -> {
            long keys = 0;
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                keys++;
            }
            return keys;
        });
    }

    /** The size of the files in a directory, which may come and go meanwhile. */
    static long bytes(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the directory " + directory, e);
        }
    }
}
