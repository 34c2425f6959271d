package io.orderflow.service.processor;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows in the health of the process the event processors that are paused in it. They make it {@code DEGRADED}, which is
 * answered with 200: to restart it would not be what the operator wanted who has paused them.
 */
final class ProcessorsHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Event processors are paused");

    private final ProcessorWatch watch;

    ProcessorsHealth(ProcessorWatch watch) {
        this.watch = watch;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Map<String, Duration> paused = watch.paused();
        paused.forEach((processor, waiting) -> health.withDetail(processor, waiting.isZero()
                ? "paused; no event waits for it"
                : "paused; the oldest event that waits for it is " + waiting.toSeconds() + " s old"));
        health.status(paused.isEmpty() ? Status.UP : DEGRADED);
    }
}
