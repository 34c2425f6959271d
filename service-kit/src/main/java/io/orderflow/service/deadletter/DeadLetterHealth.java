package io.orderflow.service.deadletter;

import io.orderflow.service.resilience.LastKnown;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows in the health of the process how many sequences of each group wait. They make it {@code DEGRADED}, which is
 * answered with 200: it serves all the same, and restarting it would not help. While the sequences cannot be counted,
 * it shows the last count and its time. An old count of zero is not shown, because many sequences may wait by now.
 */
final class DeadLetterHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Some events could not be handled");

    /** A count that is older than this is shown as old; a count that comes in time takes less. */
    private static final Duration CURRENT = Duration.ofSeconds(5);

    private final List<DeadLetterQueues> all;
    private final InstantSource clock;
    private final LastKnown<Count> waiting = new LastKnown<>(this::count);

    /**
     * @param byGroup the number of sequences by group, where there are any
     * @param at      the time at which the count began
     */
    private record Count(Map<String, Long> byGroup, Instant at) {}

    DeadLetterHealth(List<DeadLetterQueues> all, InstantSource clock) {
        this.all = all;
        this.clock = clock;
    }

    private Count count() {
        Instant begun = clock.instant();
        Map<String, Long> byGroup = new LinkedHashMap<>();
        for (DeadLetterQueues queues : all) {
            for (String group : queues.groups()) {
                long sequences = queues.count(group);
                if (sequences > 0) {
                    byGroup.put(group, sequences);
                }
            }
        }
        return new Count(byGroup, begun);
    }

    @Override
    public Health health() {
        return waiting.get()
                .filter(count -> !isOld(count) || !count.byGroup().isEmpty())
                .map(this::of)
                .orElseGet(() -> Health.unknown().withDetail("sequences", "cannot be counted now").build());
    }

    private boolean isOld(Count count) {
        return Duration.between(count.at(), clock.instant()).compareTo(CURRENT) > 0;
    }

    private Health of(Count count) {
        Map<String, Long> byGroup = count.byGroup();
        Health.Builder health = new Health.Builder(byGroup.isEmpty() ? Status.UP : DEGRADED, byGroup)
                .withDetail("sequences", byGroup.values().stream().mapToLong(Long::longValue).sum());
        return (isOld(count) ? health.withDetail("countedAt", count.at()) : health).build();
    }
}
