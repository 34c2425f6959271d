package io.orderflow.mongoserver.store;

import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** A store cannot be opened. The message says why, and how to help it. */
public final class StoreUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnusable(String message, Throwable cause) {
        super(message, cause);
    }

    StoreUnusable(String message) {
        super(message);
    }

    static StoreUnusable of(Path directory, RocksDBException failure) {
        return new StoreUnusable("Cannot open the database in " + directory + ": " + reason(failure), failure);
    }

    /** The exception for a failure that shows while the database is being opened. */
    public static StoreUnusable of(Path directory, StoreFailure failure) {
        return failure.getCause() instanceof RocksDBException cause
                ? of(directory, cause)
                : new StoreUnusable(failure.getMessage(), failure);
    }

    private static String reason(RocksDBException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("/LOCK:")) {
            return "another process uses it";
        }
        return failure.getStatus() != null && failure.getStatus().getCode() == Status.Code.Corruption
                ? "it is damaged (" + message + "). Restore a backup, or move it away: what is in it is then made anew "
                        + "from the events"
                : message;
    }
}
