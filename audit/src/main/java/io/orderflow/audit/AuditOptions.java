package io.orderflow.audit;

import java.time.Clock;
import java.time.Duration;

/**
 * How an audit is made.
 *
 * @param grace    how long something may be on its way before it counts as stuck; with zero everything must be at rest
 * @param patience how long the read models are waited for
 * @param clock    says how long ago something was
 */
public record AuditOptions(Duration grace, Duration patience, Clock clock) {

    /** Steps have 30 seconds and are then tried again; what has not moved in four times as long is stuck. */
    public static final Duration DEFAULT_GRACE = Duration.ofMinutes(2);
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(1);

    /** For a system that works on. */
    public static AuditOptions whileRunning() {
        return new AuditOptions(DEFAULT_GRACE, DEFAULT_PATIENCE, Clock.systemUTC());
    }

    /** For a system in which nothing is on its way any more. */
    public static AuditOptions atRest() {
        return new AuditOptions(Duration.ZERO, DEFAULT_PATIENCE, Clock.systemUTC());
    }
}
