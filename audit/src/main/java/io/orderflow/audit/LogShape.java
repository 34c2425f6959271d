package io.orderflow.audit;

import java.util.HashMap;
import java.util.Map;

/** Checks that no event is missing, in the log and in each stream. */
final class LogShape {

    private static final long NONE = -1;

    private final Findings findings;
    private final Map<String, Long> sequences = new HashMap<>();
    private long position = NONE;

    LogShape(Findings findings) {
        this.findings = findings;
    }

    void on(LoggedEvent event) {
        findings.count(Invariant.LOG_UNBROKEN);
        if (position != NONE && event.position() != position + 1) {
            findings.add(Invariant.LOG_UNBROKEN, event.stream(), event.position(), "position " + (position + 1),
                    "position " + event.position());
        }
        position = event.position();
        if (!event.stream().isEmpty()) {
            follow(event);
        }
    }

    /** The last sequence number of each stream. */
    Map<String, Long> sequences() {
        return sequences;
    }

    private void follow(LoggedEvent event) {
        long expected = sequences.getOrDefault(event.stream(), NONE) + 1;
        if (expected == 0) {
            findings.count(Invariant.SEQUENCES_UNBROKEN);
        }
        findings.require(event.sequence() == expected, Invariant.SEQUENCES_UNBROKEN, event.stream(), event.position(),
                "sequence number " + expected, "sequence number " + event.sequence());
        sequences.put(event.stream(), event.sequence());
    }
}
