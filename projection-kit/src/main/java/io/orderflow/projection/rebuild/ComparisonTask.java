package io.orderflow.projection.rebuild;

import io.orderflow.projection.engine.Pointer.Building;
import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One comparison that is being made, which notes its progress with the rebuild. Thread-safe. */
final class ComparisonTask implements Consumer<Comparison> {

    private static final Logger LOG = LoggerFactory.getLogger(ComparisonTask.class);
    private static final long NOTE_INTERVAL_NANOS = Duration.ofMillis(300).toNanos();

    private final String component;
    private final RepeatedFailures failures;
    private final Building building;
    private final int number;
    private final RebuildLog log;
    private volatile Phase phase = Phase.RUNNING;
    private volatile Comparison result = Comparison.NONE;
    private long notedAt = System.nanoTime();

    private enum Phase {
        RUNNING, DONE, FAILED, CANCELLED
    }

    /** @param number 1 for the first comparison of the rebuild in this process */
    ComparisonTask(String made, Building building, int number, RebuildLog log, RepeatedFailures failures) {
        this.component = "comparison of " + made;
        this.building = building;
        this.number = number;
        this.log = log;
        this.failures = failures;
    }

    void run(CollectionComparator comparing) {
        try {
            Comparison whole = comparing.call();
            log.compare(building.id(), whole);
            result = whole;
            phase = Phase.DONE;
            failures.succeeded(component);
        } catch (CancellationException cancelled) {
            LOG.debug("The comparison of generation {} has been cancelled", building.generation());
        } catch (RuntimeException failure) {
            if (phase == Phase.RUNNING) {
                failures.failed(component, failure);
                phase = Phase.FAILED;
            }
        }
    }

    @Override
    public void accept(Comparison soFar) {
        if (phase == Phase.CANCELLED) {
            throw new CancellationException();
        }
        if (System.nanoTime() - notedAt >= NOTE_INTERVAL_NANOS) {
            notedAt = System.nanoTime();
            log.compare(building.id(), soFar);
        }
    }

    void cancel() {
        phase = Phase.CANCELLED;
        failures.ended(component);
    }

    boolean isOf(Building other) {
        return building.id().equals(other.id());
    }

    int number() {
        return number;
    }

    /** The result; empty until the comparison has ended. */
    Optional<Comparison> result() {
        return phase == Phase.DONE ? Optional.of(result) : Optional.empty();
    }

    boolean hasFailed() {
        return phase == Phase.FAILED;
    }
}
