package io.orderflow.audit;

import java.util.List;
import java.util.function.Consumer;

/** The events of the log, from first to last. */
interface EventLog {

    /** The position of the last event; -1 where there is none. */
    long head();

    /**
     * Reads every event after one position up to another.
     *
     * @throws AuditImpossible where the log cannot be read to there
     */
    void read(long after, long last, Consumer<LoggedEvent> reader);

    /** The events of one stream, from first to last. Their positions are not known. */
    List<LoggedEvent> stream(String name);

    /** The sequence number of the newest snapshot of a stream; -1 where there is none. */
    long newestSnapshotOf(String stream);
}
