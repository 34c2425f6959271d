package io.orderflow.projection.rebuild;

import com.mongodb.MongoException;
import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.Pointer;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.ProjectionRuntime;
import io.orderflow.service.checkpoint.Restarts;
import io.orderflow.service.resilience.RepeatedTask;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the projections, and from then on makes this process follow the pointers: at a fixed interval, and at once
 * when woken. Only its one thread changes which generations run, so no two changes meet.
 */
final class Housekeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);
    private static final String COMPONENT = "upkeep of projections";

    /** How soon the next round comes while a duty has something in hand. */
    private static final Duration BUSY_INTERVAL = Duration.ofMillis(100);

    private static final Duration WAKE_LIMIT = Duration.ofSeconds(2);

    private final ProjectionHost host;
    private final ProjectionRuntime runtime;
    private final Pointers pointers;
    private final List<HousekeeperTask> duties;
    private final Restarts restarts;
    private final Set<String> ofThisLog = new HashSet<>();
    private volatile @Nullable RepeatedTask rounds;
    private volatile boolean running;
    private boolean indexed;

    /** A task that the housekeeper does for every projection in every round. */
    interface HousekeeperTask {

        /** Returns whether this duty has more to do soon. */
        boolean attend(HostedProjection<?> projection, Pointer pointer);

        /** Ends the work that this duty has begun. */
        default void stop() {}
    }

    Housekeeper(ProjectionHost host, ProjectionRuntime runtime, List<HousekeeperTask> duties, Restarts restarts) {
        this.host = host;
        this.runtime = runtime;
        this.pointers = new Pointers(runtime.database());
        this.duties = duties;
        this.restarts = restarts;
    }

    @Override
    public void start() {
        running = true;
        RepeatedTask repeating = RepeatedTask.afterEvery(runtime.limits().pointerRefresh(), "projection-housekeeper",
                this::round, this::tell);
        rounds = repeating;
        repeating.now().join();
    }

    /** Makes this process follow the pointers at once. Returns when it does, or earlier where that takes long. */
    void wake() {
        RepeatedTask repeating = rounds;
        if (repeating == null) {
            return;
        }
        try {
            repeating.now().get(WAKE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException later) {
            LOG.debug("Projections follow their pointers a little later", later);
        }
    }

    private void round() {
        RepeatedTask repeating = rounds;
        if (!running) {
            return;
        }
        boolean busy = attendAll();
        runtime.failures().succeeded(COMPONENT);
        if (busy && repeating != null) {
            repeating.soon(BUSY_INTERVAL);
        }
    }

    private void tell(Throwable failure) {
        if (running) {
            runtime.failures().failed(COMPONENT, failure);
        }
    }

    private boolean attendAll() {
        Map<String, Pointer> known = pointers.all();
        if (!indexed || known.isEmpty()) {
            runtime.createIndexes();
            indexed = true;
        }
        boolean busy = false;
        for (HostedProjection<?> hosted : host.all()) {
            busy |= attendAlone(hosted, known.get(hosted.projection().name()));
        }
        return busy;
    }

    /** Attends to one projection, so that its failure does not keep the round from the other projections. */
    private boolean attendAlone(HostedProjection<?> hosted, @Nullable Pointer known) {
        String component = COMPONENT + ", " + hosted.projection().name();
        try {
            boolean busy = attend(hosted, known);
            runtime.failures().succeeded(component);
            return busy;
        } catch (RuntimeException failure) {
            if (running) {
                runtime.failures().failed(component, failure);
            }
            return false;
        }
    }

    private boolean attend(HostedProjection<?> hosted, @Nullable Pointer known) {
        Pointer pointer = current(hosted, known == null ? pointers.ensure(hosted.projection()) : known);
        pointer = ofThisLog(hosted, pointer);
        hosted.follow(pointer);
        boolean busy = false;
        RuntimeException failed = null;
        for (HousekeeperTask duty : duties) {
            try {
                busy |= duty.attend(hosted, pointer);
            } catch (RuntimeException failure) {
                // The other duties do not depend on this one.
                failed = failure;
            }
        }
        if (failed != null) {
            throw failed;
        }
        return busy;
    }

    /**
     * Returns the pointer to follow. A database that has lost its documents, or another in its place, has no pointer,
     * and gets a first one again. The processors of this process are then in the middle of the log: the documents that
     * they write until they have stopped must not get into a collection that is filled from its beginning.
     */
    private Pointer current(HostedProjection<?> hosted, Pointer pointer) {
        Pointer before = hosted.followed();
        if (before == null || !pointer.isUnawareOf(before)) {
            return pointer;
        }
        LOG.warn("The database has lost the documents of {}, which are filled again", pointer.name());
        return pointers.startBeyond(pointer, before.lastGeneration());
    }

    /**
     * Takes a collection out of service that was filled from another log, or from events that this log has lost. The
     * housekeeper looks for that before the first query, and again when a processor has noticed it, as a processor does
     * whenever it opens a stream.
     */
    private Pointer ofThisLog(HostedProjection<?> hosted, Pointer pointer) {
        List<String> filled = pointer.versions().stream().map(Pointer.CollectionVersion::collection).toList();
        if (ofThisLog.containsAll(filled) && filled.stream().noneMatch(runtime::isOfAnotherLog)) {
            return pointer;
        }
        OptionalLong other;
        try {
            other = runtime.findOfAnotherLog(filled);
        } catch (MongoException outage) {
            throw outage;
        } catch (RuntimeException away) {
            LOG.debug("It is looked at later which log {} was filled from", pointer.name(), away);
            return pointer;
        }
        ofThisLog.addAll(filled);
        if (other.isEmpty()) {
            return pointer;
        }
        restarts.begunAgain(pointer.name(), other.getAsLong());
        return pointers.beginAgain(pointer, hosted.projection().revision());
    }

    @Override
    public void stop() {
        running = false;
        duties.forEach(HousekeeperTask::stop);
        RepeatedTask repeating = rounds;
        if (repeating != null) {
            repeating.finish(runtime.limits().retirementDelay());
        }
        CompletableFuture.allOf(
                host.all().stream().map(HostedProjection::stop).toArray(CompletableFuture<?>[]::new)).join();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after the connection to the event store, and stops before it. */
    @Override
    public int getPhase() {
        return SpringAxonConfiguration.LIFECYCLE_PHASE + 1;
    }
}
