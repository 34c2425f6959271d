package io.orderflow.service.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which readers of the log have begun again because their checkpoints were of another log, or of events that
 * this log has lost. The first reader is logged as the reason; the others begin again for the same reason, and are not
 * logged. Thread-safe.
 */
public final class Restarts {

    private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);

    private final CheckpointedLog log;
    private final Set<String> readers = new TreeSet<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Restart last;

    public Restarts(CheckpointedLog log) {
        this.log = log;
    }

    /**
     * The last time that the log was found to be another one.
     *
     * @param checkpoint the position of the checkpoint that showed it
     * @param head       the last position of the log then; -1 where it was empty
     * @param readers    the readers that have begun again since
     */
    public record Restart(Instant at, long checkpoint, long head, Set<String> readers) {}

    /**
     * Calls the listener whenever the log is found to be another one, and for each new connection to the event store
     * before its first call, because the store may have been given another log meanwhile. The listener must neither
     * block nor throw.
     */
    public void onPossiblyAnotherLog(Runnable listener) {
        listeners.add(listener);
    }

    /** Notes that there is a new connection to the event store. */
    void connected() {
        listeners.forEach(Runnable::run);
    }

    /**
     * Notes that a reader begins again with the first event.
     *
     * @param reader     a part of a reader that begins again once for each time that the log is exchanged
     * @param checkpoint the position of its checkpoint, which this log does not have
     */
    public void begunAgain(String reader, long checkpoint) {
        if (isFirst(reader, checkpoint, log.head())) {
            listeners.forEach(Runnable::run);
        }
    }

    private synchronized boolean isFirst(String reader, long checkpoint, long head) {
        if (last != null && readers.add(reader)) {
            return false;
        }
        LOG.warn("The checkpoint of {} at position {} is not of this event log, which ends at position {}: the log is"
                + " another one, or was put back to an earlier point. Processors and projections begin again with the"
                + " first event", reader, checkpoint, head);
        readers.clear();
        readers.add(reader);
        last = new Restart(Instant.now(), checkpoint, head, Set.of());
        return true;
    }

    /**
     * Whether the position is beyond the end of a log that was found to be another one since this process started: its
     * event is lost, and no reader will ever reach it.
     */
    public boolean hasLost(long position) {
        return last() != null && position > log.head();
    }

    /** The last restart; null where the log has been the same since this process started. */
    public synchronized @Nullable Restart last() {
        return last == null
                ? null
                : new Restart(last.at(), last.checkpoint(), last.head(), Set.copyOf(readers));
    }
}
