package io.orderflow.service.aggregate;

import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows in the health of the process the aggregates of which a snapshot could not be stored: they work, but each load
 * takes longer than the one before. They make it {@code DEGRADED}, which is answered with 200.
 */
final class SnapshotsHealth extends AbstractHealthIndicator {

    private static final int MAX_SHOWN = 10;
    private static final Status DEGRADED = new Status("DEGRADED", "Some snapshots could not be stored");

    private final SnapshotAttempts attempts;

    SnapshotsHealth(SnapshotAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Map<String, String> failures = attempts.failures();
        failures.entrySet().stream().limit(MAX_SHOWN)
                .forEach(failure -> health.withDetail(failure.getKey(), failure.getValue()));
        health.withDetail("missing", failures.size()).status(failures.isEmpty() ? Status.UP : DEGRADED);
    }
}
