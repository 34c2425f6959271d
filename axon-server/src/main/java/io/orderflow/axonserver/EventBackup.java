package io.orderflow.axonserver;

import io.orderflow.axonserver.store.rocksdb.OfflineStores;
import io.orderflow.axonserver.store.rocksdb.StoreLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Copies all contexts of a data directory to a backup, as they are at one moment, whether a server runs or not. */
public final class EventBackup {

    private EventBackup() {}

    /**
     * Copies them, and answers their names. Where a server runs, its writes wait until links to its files are made, and
     * not for the files to be copied.
     *
     * @param within
     *            where they are to be in the backup, empty for the backup itself
     * @throws IllegalStateException
     *             where there are none, or the server that uses them does not listen to other processes
     */
    public static List<String> copy(Path data, Backup backup, String within) {
        Optional<Path> copied = Maintenance.copy(data);
        try {
            List<String> contexts = new OfflineStores(copied.orElse(data)).names();
            if (contexts.isEmpty()) {
                throw new IllegalStateException("There are no events in " + data);
            }
            if (copied.isPresent()) {
                contexts.forEach(name -> backup.take(copied.get().resolve(name), within + name));
            } else {
                copyUnused(data, contexts, backup, within);
            }
            return contexts;
        } finally {
            copied.ifPresent(Backup::delete);
        }
    }

    /** All are kept from being used before the first one is copied. */
    private static void copyUnused(Path data, List<String> contexts, Backup backup, String within) {
        List<StoreLock> locks = new ArrayList<>();
        try {
            for (String name : contexts) {
                locks.add(StoreLock.take(data.resolve(name).resolve(StoreLock.FILE))
                        .orElseThrow(() -> new IllegalStateException("The data directory " + data
                                + " is in use by a server inside of another program, which cannot be told to make a "
                                + "backup. Stop that program and try again")));
            }
            contexts.forEach(name -> backup.copy(data.resolve(name), within + name));
        } finally {
            locks.forEach(StoreLock::close);
        }
    }
}
