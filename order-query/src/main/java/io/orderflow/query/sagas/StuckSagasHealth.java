package io.orderflow.query.sagas;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.resilience.RepeatedTask;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;

/**
 * Shows in the health how many processes, or payments of theirs, have waited for an answer for ten minutes: those that
 * {@code /sagas?stuckFor=PT10M} lists. They make it {@code DEGRADED}, which is answered with 200: to restart it would not
 * help. They are counted now and then; the health answers from memory, at once. Thread-safe.
 */
final class StuckSagasHealth extends AbstractHealthIndicator implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StuckSagasHealth.class);
    private static final Status DEGRADED = new Status("DEGRADED", "Some processes wait for an answer");
    private static final Duration STUCK_AFTER = Duration.ofMinutes(10);
    private static final Duration COUNT_INTERVAL = Duration.ofSeconds(10);
    /** The count ends here, because it only matters that there are many. */
    private static final int MAX_COUNT = 1_000;

    private final ReadModel<SagaView> sagas;
    private volatile int count;
    private volatile int stalled;
    private volatile @Nullable RepeatedTask counting;

    StuckSagasHealth(ReadModels models, SagasProjection projection) {
        this.sagas = models.of(projection);
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.withDetail("processes", count).status(count > 0 ? DEGRADED : Status.UP);
    }

    private void look() {
        List<SagaView> stuck = sagas.find(Filters.and(SagaQueries.UNANSWERED, SagaQueries.stuckFor(STUCK_AFTER)),
                Indexes.ascending("progressAt", "_id"), MAX_COUNT);
        count = stuck.size();
        stalled = (int) stuck.stream().filter(SagaView::stalled).count();
    }

    /** The number of processes that are stuck, at the last look. */
    int count() {
        return count;
    }

    /** The number of those that ask no more until an operator has them try again. */
    int stalled() {
        return stalled;
    }

    /**
     * Counts the stuck sagas. While the database is away the last count stays; other parts of the health report the
     * outage.
     */
    @Override
    public void start() {
        counting = RepeatedTask.every(COUNT_INTERVAL, "stuck-sagas", this::look,
                away -> LOG.debug("Cannot count the processes that are stuck", away));
    }

    @Override
    public void stop() {
        RepeatedTask running = counting;
        if (running != null) {
            running.close();
            counting = null;
        }
    }

    @Override
    public boolean isRunning() {
        return counting != null;
    }
}
