package io.orderflow.service.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup of the events and the documents.
 *
 * @param backupId  the name of its directory
 * @param directory the directory on the machine that the platform runs on
 * @param endedAt   when it was made or failed; absent while it is being made, and where the process has been restarted
 * @param bytes     the size of its files; absent where it is not whole
 * @param error     why it failed; absent where it did not, and where the process was stopped meanwhile
 */
public record PlatformBackup(String backupId, String directory, BackupState state, Instant startedAt,
        @Nullable Instant endedAt, @Nullable Long bytes, @Nullable String error) {

    /** How far a backup has come. */
    public enum BackupState {
        /** It is being made. */
        RUNNING,
        /** It is whole, and can be restored. */
        COMPLETED,
        /** It cannot be restored. */
        FAILED
    }
}
