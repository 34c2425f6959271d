package io.orderflow.projection.engine;

import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows in the health which projections noticed holes between their events. Where the log itself lacks events, which no
 * restart can mend, the process is {@code DEGRADED}, and works on. Repaired holes are listed, and change no status.
 */
final class GapsHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "The log lacks events");

    private final ProjectionHost host;

    GapsHealth(ProjectionHost host) {
        this.host = host;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        host.gaps().forEach((projection, gaps) -> tell(health, projection, gaps));
    }

    private static void tell(Health.Builder health, String projection, Gaps gaps) {
        if (gaps.all() > 0) {
            health.withDetail(projection, Map.of("repaired", gaps.repaired(), "absent", gaps.absent()));
        }
        if (gaps.absent() > 0) {
            health.status(DEGRADED);
        }
    }
}
