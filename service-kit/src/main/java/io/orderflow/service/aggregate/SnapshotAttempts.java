package io.orderflow.service.aggregate;

import io.orderflow.service.resilience.LineLimit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers when a snapshot of an aggregate was last tried, and whether it is missing, so that a failure is logged
 * once, is seen in the health, and is not repeated with each command. It remembers the aggregates that were tried last,
 * up to a limit. Thread-safe.
 */
final class SnapshotAttempts {

    static final int MAX_REMEMBERED = 10_000;

    private static final int LINES_OF_A_REASON = 5;
    private static final int LINES_A_MINUTE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotAttempts.class);

    private final int pause;
    private final Map<String, Attempt> last = new LinkedHashMap<>();
    private final LineLimit lines = new LineLimit(LINES_OF_A_REASON, LINES_A_MINUTE, Duration.ofMinutes(1));
    private final LineLimit again = new LineLimit(LINES_A_MINUTE, LINES_A_MINUTE, Duration.ofMinutes(1));

    /** @param failure why there is no snapshot; null where none is known to be missing */
    private record Attempt(long sequence, @Nullable String failure) {}

    /** @param pause how many events there must be between two attempts */
    SnapshotAttempts(int pause) {
        this.pause = pause;
    }

    synchronized boolean isDue(String aggregate, long sequence) {
        Attempt before = last.get(aggregate);
        return before == null || sequence >= before.sequence() + pause;
    }

    /** Notes that the aggregate was read for a new snapshot, from its newest snapshot or from its first event. */
    synchronized void read(String aggregate, long first) {
        Attempt before = last.get(aggregate);
        if (before != null && first < before.sequence()) {
            failed(aggregate, before.sequence(), before.failure() == null
                    ? "The event store does not have it"
                    : before.failure());
        } else if (before != null && before.failure() != null) {
            String more = again.next("", "snapshots");
            if (more != null) {
                LOG.info("{} has a snapshot again{}", aggregate, more);
            }
            put(aggregate, new Attempt(before.sequence(), null));
        }
    }

    /**
     * Notes that a snapshot was sent to the event store; whether it arrived is seen when the aggregate is read the next
     * time.
     */
    synchronized void sent(String aggregate, long sequence) {
        Attempt before = last.get(aggregate);
        put(aggregate, new Attempt(sequence, before == null ? null : before.failure()));
    }

    synchronized void failed(String aggregate, long sequence, String reason) {
        Attempt before = last.get(aggregate);
        if (before == null || before.failure() == null) {
            String more = lines.next(reason, "snapshots");
            if (more != null) {
                LOG.warn("The snapshot of {} at {} is missing, each load reads all events since the one before: {}{}",
                        aggregate, sequence, reason, more);
            }
        }
        put(aggregate, new Attempt(sequence, reason));
    }

    /** Why a snapshot is missing, by aggregate. */
    synchronized Map<String, String> failures() {
        Map<String, String> failures = new LinkedHashMap<>();
        last.forEach((aggregate, attempt) -> {
            if (attempt.failure() != null) {
                failures.put(aggregate, attempt.failure());
            }
        });
        return failures;
    }

    private void put(String aggregate, Attempt attempt) {
        last.remove(aggregate);
        last.put(aggregate, attempt);
        if (last.size() > MAX_REMEMBERED) {
            last.remove(last.keySet().iterator().next());
        }
    }
}
