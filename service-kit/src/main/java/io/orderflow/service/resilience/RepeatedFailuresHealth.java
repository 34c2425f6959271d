package io.orderflow.service.resilience;

import io.orderflow.service.resilience.RepeatedFailures.RepeatedFailure;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows the repeated failures in the health of the process. They make it {@code DEGRADED}, which is answered with 200:
 * to restart it would not help. It answers from memory, at once.
 */
final class RepeatedFailuresHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Something is tried again without success");

    private final RepeatedFailures failures;

    RepeatedFailuresHealth(RepeatedFailures failures) {
        this.failures = failures;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        List<RepeatedFailure> all = failures.all();
        all.forEach(one -> health.withDetail(one.component(),
                Map.of("since", one.since().toString(), "attempts", one.attempts(), "failure", one.failure())));
        health.status(all.isEmpty() ? Status.UP : DEGRADED);
    }
}
