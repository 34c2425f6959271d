package io.orderflow.audit;

import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Checks that aggregates with many events have a recent snapshot, so that loading them reads few events. Where one is
 * missing for long, it cannot be stored, or its aggregate has grown too large for it; after an import of a log, no
 * command may have asked for it yet.
 */
final class Snapshots {

    /** A snapshot is taken every 200 events, or is tried again after as many. */
    static final long MAX_EVENTS_SINCE = 1_000;

    private static final Set<String> SNAPSHOTTED = Set.of("stock", "account", "saga", "payment");

    private Snapshots() {}

    /** @param newest tells the sequence number of a stream's newest snapshot; -1 where there is none */
    static void check(Map<String, Long> sequences, ToLongFunction<String> newest, long head, Findings findings) {
        sequences.forEach((stream, last) -> {
            if (last > MAX_EVENTS_SINCE && SNAPSHOTTED.contains(stream.split(":", 2)[0])) {
                findings.count(Invariant.SNAPSHOTS_FOLLOW);
                long snapshot = newest.applyAsLong(stream);
                findings.require(last - snapshot <= MAX_EVENTS_SINCE, Invariant.SNAPSHOTS_FOLLOW, stream, head,
                        "a snapshot at or after " + (last - MAX_EVENTS_SINCE),
                        (snapshot < 0 ? "none" : "the newest at " + snapshot) + ", the last event at " + last);
            }
        });
    }
}
