package io.orderflow.service.resilience;

import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows what the start of the process still waits for. Until all of it is there the process is {@code DEGRADED}: it
 * answers, but from read models that are behind. The group {@code startup} answers that with 503.
 */
final class StartupHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "The process has not caught up since its start");

    private final List<StartupTask> tasks;

    StartupHealth(List<StartupTask> tasks) {
        this.tasks = List.copyOf(tasks);
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        for (StartupTask task : tasks) {
            task.lacks().get().ifPresentOrElse(
                    lacks -> health.status(DEGRADED).withDetail(task.name(), lacks),
                    () -> health.withDetail(task.name(), "done"));
        }
    }
}
