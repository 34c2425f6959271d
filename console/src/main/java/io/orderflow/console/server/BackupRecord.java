package io.orderflow.console.server;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A backup of the stores, as the HTTP interface shows it. */
public record BackupRecord(String backupId, String state, @Nullable Instant startedAt, @Nullable Instant endedAt,
        @Nullable String directory, @Nullable Long bytes, @Nullable String error) {

    /** How long it took; null while it is being made. */
    public @Nullable Duration took() {
        return startedAt == null || endedAt == null ? null : Duration.between(startedAt, endedAt);
    }
}
