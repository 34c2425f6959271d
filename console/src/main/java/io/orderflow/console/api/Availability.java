package io.orderflow.console.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the platform answers, as the last call of any page has seen it. Thread-safe. */
public final class Availability {

    private final Clock clock;
    private volatile State last;

    /**
     * What the last call has seen.
     *
     * @param away since when the platform gives no answer; absent while it does
     * @param took how long the last answer took
     */
    public record State(Instant answeredAt, Duration took, @Nullable Instant away) {

        public boolean isAway() {
            return away != null;
        }
    }

    Availability(Clock clock) {
        this.clock = clock;
        this.last = new State(clock.instant(), Duration.ZERO, null);
    }

    public State state() {
        return last;
    }

    void answered(long nanos) {
        last = new State(clock.instant(), Duration.ofNanos(nanos), null);
    }

    void gaveNoAnswer() {
        State before = last;
        last = new State(before.answeredAt(), before.took(), before.away() == null ? clock.instant() : before.away());
    }
}
