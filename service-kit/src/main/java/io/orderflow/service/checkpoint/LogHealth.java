package io.orderflow.service.checkpoint;

import io.orderflow.service.checkpoint.Restarts.Restart;
import java.util.TreeSet;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Shows in the health of the process that its event log was found to be another one, and which readers have begun again
 * because of that. The process stays up all the same; the projections and processors themselves show how far they have
 * come.
 */
final class LogHealth extends AbstractHealthIndicator {

    private final Restarts restarts;

    LogHealth(Restarts restarts) {
        this.restarts = restarts;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Restart restart = restarts.last();
        health.up();
        if (restart != null) {
            health.withDetail("begunAgainAt", restart.at())
                    .withDetail("checkpoint", restart.checkpoint())
                    .withDetail("logEndedAt", restart.head())
                    .withDetail("begunAgain", new TreeSet<>(restart.readers()));
        }
    }
}
