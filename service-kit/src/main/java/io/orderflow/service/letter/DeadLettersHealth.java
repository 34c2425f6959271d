package io.orderflow.service.letter;

import io.orderflow.service.outage.LastKnown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows in the health of the process how many sequences of each group wait. They make it {@code DEGRADED}, which is
 * answered with 200: it serves all the same, and restarting it would not help. While they cannot be counted, it shows the
 * last count.
 */
final class DeadLettersHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Some events could not be handled");

    private final List<DeadLetters> offices;
    private final LastKnown<Map<String, Long>> waiting = new LastKnown<>(this::count);

    DeadLettersHealth(ObjectProvider<DeadLetters> offices) {
        this.offices = offices.orderedStream().toList();
    }

    /** By group, where there are any. */
    private Map<String, Long> count() {
        Map<String, Long> byGroup = new LinkedHashMap<>();
        for (DeadLetters office : offices) {
            for (String group : office.groups()) {
                long sequences = office.count(group);
                if (sequences > 0) {
                    byGroup.put(group, sequences);
                }
            }
        }
        return byGroup;
    }

    @Override
    public Health health() {
        return waiting.get().map(DeadLettersHealth::of).orElseGet(
                () -> Health.unknown().withDetail("sequences", "cannot be counted now").build());
    }

    private static Health of(Map<String, Long> byGroup) {
        return new Health.Builder(byGroup.isEmpty() ? Status.UP : DEGRADED, byGroup)
                .withDetail("sequences", byGroup.values().stream().mapToLong(Long::longValue).sum())
                .build();
    }
}
