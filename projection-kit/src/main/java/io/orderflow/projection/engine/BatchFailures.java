package io.orderflow.projection.engine;

import io.orderflow.service.resilience.RepeatedFailures;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.Segment;

/**
 * Notes which segments of a generation cannot write their batches. The event processor gives such a segment back and
 * claims it again, after ever longer times. The generation counts as working when none of its segments fails any more.
 * Thread-safe.
 */
final class BatchFailures {

    private final String component;
    private final RepeatedFailures failures;
    private final Set<Integer> failing = ConcurrentHashMap.newKeySet();

    BatchFailures(String component, RepeatedFailures failures) {
        this.component = component;
        this.failures = failures;
    }

    void failed(Segment segment, RuntimeException failure) {
        failing.add(segment.getSegmentId());
        failures.failed(component, failure);
    }

    void succeeded(Segment segment) {
        if (!failing.isEmpty() && failing.remove(segment.getSegmentId()) && failing.isEmpty()) {
            failures.succeeded(component);
        }
    }
}
