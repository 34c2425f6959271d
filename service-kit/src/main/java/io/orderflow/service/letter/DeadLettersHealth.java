package io.orderflow.service.letter;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows in the health of the process how many sequences of each group wait. They make it {@code DEGRADED}, which is
 * answered with 200: it serves all the same, and restarting it would not help.
 */
final class DeadLettersHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Some events could not be handled");

    private final List<DeadLetters> offices;

    DeadLettersHealth(ObjectProvider<DeadLetters> offices) {
        this.offices = offices.orderedStream().toList();
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        long all = 0;
        for (DeadLetters office : offices) {
            for (String group : office.groups()) {
                long waiting = office.count(group);
                all += waiting;
                if (waiting > 0) {
                    health.withDetail(group, waiting);
                }
            }
        }
        health.withDetail("sequences", all).status(all > 0 ? DEGRADED : Status.UP);
    }
}
