package io.orderflow.projection.rebuild;

import io.orderflow.projection.engine.Pointer.Building;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import java.util.Optional;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Names the rebuilds that wait for a person because their documents differ, against expectation, from those that serve.
 * They make the process {@code DEGRADED}, which is answered with 200: it serves all the same, and restarting it would
 * not help. A rebuild that waits because its client asked for that is no fault.
 */
final class RebuildsHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "A rebuild differs from the documents that serve");

    private final ProjectionHost host;

    RebuildsHealth(ProjectionHost host) {
        this.host = host;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        host.all().forEach(hosted -> Optional.ofNullable(hosted.rebuild())
                .filter(RebuildsHealth::differs)
                .ifPresent(rebuild -> health.status(DEGRADED)
                        .withDetail(hosted.projection().name(), "/rebuilds/" + rebuild.id())));
    }

    private static boolean differs(Building rebuild) {
        return rebuild.promote() == Promotion.AUTO && rebuild.state() == RebuildState.AWAITING_PROMOTION;
    }
}
