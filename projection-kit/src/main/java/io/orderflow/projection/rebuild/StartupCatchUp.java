package io.orderflow.projection.rebuild;

import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.Pointer;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.ProjectionRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how the projections of this process catch up with the events that were in the log when it started, which
 * takes a while where the read models begin empty. It logs one line a second until they have. Thread-safe.
 */
public final class StartupCatchUp implements Housekeeper.HousekeeperTask {

    private static final Logger LOG = LoggerFactory.getLogger(StartupCatchUp.class);
    private static final long LOG_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final ProjectionRuntime runtime;
    private final int projections;
    private final CountDownLatch done;
    private final Map<String, Long> behind = new HashMap<>();
    private final Rate rate = new Rate();
    private OptionalLong goal = OptionalLong.empty();
    private OptionalLong leftAtFirst = OptionalLong.empty();
    private long loggedAt = System.nanoTime();
    private volatile String lacks = "the end of the log is not known yet";

    public StartupCatchUp(ProjectionHost host, ProjectionRuntime runtime) {
        this.runtime = runtime;
        this.projections = host.all().size();
        this.done = new CountDownLatch(projections == 0 ? 0 : 1);
    }

    /** Whether every projection has reached the head that the log had when this process started. */
    public boolean caughtUp() {
        return done.getCount() == 0;
    }

    /** What keeps the projections from having caught up; empty where they have. */
    public Optional<String> lacks() {
        return caughtUp() ? Optional.empty() : Optional.of(lacks);
    }

    /** Waits for {@link #caughtUp()}. Returns false where time is up. */
    public boolean await(Duration limit) throws InterruptedException {
        return done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean attend(HostedProjection<?> projection, Pointer pointer) {
        if (caughtUp()) {
            return false;
        }
        if (goal.isEmpty()) {
            goal = OptionalLong.of(runtime.head());
        }
        behind.put(pointer.name(), Math.max(0, goal.getAsLong() - projection.serving().position()));
        return behind.size() < projections || report(behind.values().stream().mapToLong(Long::longValue).sum());
    }

    private boolean report(long left) {
        long events = goal.orElseThrow() + 1;
        if (leftAtFirst.isEmpty()) {
            leftAtFirst = OptionalLong.of(left);
        }
        if (left == 0) {
            if (leftAtFirst.getAsLong() == 0) {
                LOG.info("{} projections have all {} events, and had none to fold", projections, events);
            } else {
                LOG.info("{} projections have caught up with {} events, and were {} behind together", projections,
                        events, leftAtFirst.getAsLong());
            }
            done.countDown();
            return false;
        }
        lacks = "%d of %d events of %d projections are not folded yet".formatted(left, events * projections,
                projections);
        rate.sample(-left);
        if (System.nanoTime() - loggedAt >= LOG_INTERVAL_NANOS) {
            loggedAt = System.nanoTime();
            LOG.info("Catching up: {} of {} events for {} projections, {} events/s", events * projections - left,
                    events * projections, projections, rate.perSecond());
        }
        return true;
    }
}
