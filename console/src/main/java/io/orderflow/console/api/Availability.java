package io.orderflow.console.api;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the platform answers, as the last call of any page has seen it. Thread-safe. */
public final class Availability {

    private static final State ANSWERS = new State(null);

    private final Clock clock;
    private volatile State last = ANSWERS;

    /**
     * What the last call has seen.
     *
     * @param away since when the platform gives no answer; absent while it does
     */
    public record State(@Nullable Instant away) {

        public boolean isAway() {
            return away != null;
        }
    }

    Availability(Clock clock) {
        this.clock = clock;
    }

    public State state() {
        return last;
    }

    void answered() {
        last = ANSWERS;
    }

    void gaveNoAnswer() {
        State before = last;
        last = before.isAway() ? before : new State(clock.instant());
    }
}
