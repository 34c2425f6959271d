package io.orderflow.audit;

import java.time.Clock;
import java.time.Duration;

/**
 * Settings of an audit.
 *
 * @param grace    how long an order may be on its way before it counts as stuck; with zero everything must be at rest
 * @param patience how long the audit waits for the read models
 * @param clock    tells the present time, from which the audit computes ages
 */
public record AuditOptions(Duration grace, Duration patience, Clock clock) {

    /** Steps have 30 seconds and are then tried again; an order that has not moved in four times as long is stuck. */
    public static final Duration DEFAULT_GRACE = Duration.ofMinutes(2);
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(1);

    /** The options for a system that is running. */
    public static AuditOptions whileRunning() {
        return new AuditOptions(DEFAULT_GRACE, DEFAULT_PATIENCE, Clock.systemUTC());
    }

    /** The options for a system in which nothing is on its way any more. */
    public static AuditOptions atRest() {
        return new AuditOptions(Duration.ZERO, DEFAULT_PATIENCE, Clock.systemUTC());
    }
}
