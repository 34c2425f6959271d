package io.orderflow.service.resilience;

import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows which dependencies answer, without asking them. The process is DOWN where it cannot serve requests, and
 * DEGRADED where another dependency is away.
 */
final class DependenciesHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Something that the process works with is away");

    private final DependencyWatch watch;

    DependenciesHealth(DependencyWatch watch) {
        this.watch = watch;
    }

    @Override
    public Health health() {
        Map<String, DependencyWatch.Availability> states = watch.states();
        boolean serves = states.values().stream().allMatch(state -> state.answers() || !state.serves());
        boolean all = states.values().stream().allMatch(DependencyWatch.Availability::answers);
        Health.Builder health = new Health.Builder(all ? Status.UP : serves ? DEGRADED : Status.DOWN);
        states.forEach((name, state) -> health.withDetail(name,
                state.answers() ? "answers" : "gives no answer since " + state.since()));
        return health.build();
    }
}
