package io.orderflow.axonserver.store;

/**
 * What a store has written since it was opened. Each count only grows.
 *
 * @param groups
 *            writes, each with one sync, that transactions and other requests have shared
 * @param stored
 *            requests that were written, such as the transactions of clients
 * @param refused
 *            requests that were refused, as for a sequence number that another had taken
 * @param failed
 *            requests that could not be written
 * @param events
 *            events that were appended
 * @param bytes
 *            what was written, before compression
 * @param nanos
 *            how long the writes took, with their syncs
 */
public record WriteCounts(long groups, long stored, long refused, long failed, long events, long bytes, long nanos) {

    public static final WriteCounts NONE = new WriteCounts(0, 0, 0, 0, 0, 0, 0);

    public WriteCounts plus(WriteCounts more) {
        return new WriteCounts(groups + more.groups, stored + more.stored, refused + more.refused,
                failed + more.failed, events + more.events, bytes + more.bytes, nanos + more.nanos);
    }

    /** Requests that could not be written. */
    public static WriteCounts failed(long requests) {
        return new WriteCounts(0, 0, 0, requests, 0, 0, 0);
    }
}
