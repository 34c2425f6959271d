package io.orderflow.service.backup;

import java.util.List;

/** Makes backups of the events and the documents, one at a time. Thread-safe. */
public interface Backups {

    /** The backups that there are, the newest first. */
    List<PlatformBackup> all();

    /**
     * Begins a backup, and returns before it is made.
     *
     * @throws io.orderflow.service.message.ProblemException where another one is being made
     */
    PlatformBackup begin();
}
