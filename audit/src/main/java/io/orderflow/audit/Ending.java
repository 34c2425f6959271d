package io.orderflow.audit;

import java.time.Instant;

/**
 * Where the log ends for this audit.
 *
 * @param head       the position of the last event
 * @param quietSince what has not moved since then will not move by itself
 */
record Ending(long head, Instant quietSince) {

    boolean isQuiet(Instant lastMoved) {
        return !lastMoved.isAfter(quietSince);
    }
}
