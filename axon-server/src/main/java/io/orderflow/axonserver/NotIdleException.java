package io.orderflow.axonserver;

import java.io.Serial;
import java.time.Duration;
import java.util.List;

/** Clients still work on commands, queries or events, although they had time to finish. */
public final class NotIdleException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<String> reasons;

    NotIdleException(Duration limit, List<String> reasons) {
        super("The clients of the Axon Server have not become idle within " + limit.toMillis() + " ms:\n  "
                + String.join("\n  ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    /** What kept them busy when the time was over, a sentence each. */
    public List<String> reasons() {
        return reasons;
    }
}
