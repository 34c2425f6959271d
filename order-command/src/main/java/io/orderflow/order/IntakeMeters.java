package io.orderflow.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.order.web.Intake;
import io.orderflow.service.metrics.MeterDefinition;
import io.orderflow.service.processor.Backlog;

/** The meters of the brake, which refuses new orders while the processes of earlier ones have to go on. */
final class IntakeMeters {

    private static final MeterDefinition LAG = MeterDefinition.gauge("orderflow.intake.lag", "seconds",
            "How long an event has waited for the manager of order processes");
    private static final MeterDefinition BRAKE = MeterDefinition.gauge("orderflow.intake.brake", "boolean",
            "1 while new orders are refused, because events have waited too long for the manager of order processes");
    private static final MeterDefinition REFUSED = MeterDefinition.counter("orderflow.intake.refused", "orders",
            "Orders that were refused with 503 while the brake was on");
    private static final double MILLIS_IN_A_SECOND = 1e3;

    private IntakeMeters() {}

    static void bindTo(MeterRegistry registry, Backlog backlog, Intake intake) {
        LAG.gauge(registry, backlog, one -> one.behind().toMillis() / MILLIS_IN_A_SECOND);
        BRAKE.gauge(registry, backlog, one -> one.isFull() ? 1 : 0);
        REFUSED.count(registry, intake, Intake::refused);
    }
}
