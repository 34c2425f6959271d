package io.orderflow.projection.rebuild;

import io.orderflow.projection.engine.Generation;
import io.orderflow.projection.engine.GenerationSegment;
import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.Pointer.Building;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.ProjectionRuntime;
import io.orderflow.projection.engine.ReadModelUnavailable;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.ProjectionStatus.State;
import io.orderflow.service.resilience.LastKnown;
import io.orderflow.service.resilience.RepeatedFailures.RepeatedFailure;
import io.orderflow.service.resilience.RepeatedTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells the status of the projections of this process. It reads the status every second, whether a caller asks or not,
 * and so has an answer also while the database hangs. Thread-safe.
 */
public final class ProjectionStatuses implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionStatuses.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final ProjectionHost host;
    private final ProjectionRuntime runtime;
    private final LastKnown<List<ProjectionStatus>> known = new LastKnown<>(this::read);
    private final SegmentRates rates = new SegmentRates();
    private volatile List<ProjectionStatus> last = List.of();
    private volatile @Nullable RepeatedTask looking;

    public ProjectionStatuses(ProjectionHost host, ProjectionRuntime runtime) {
        this.host = host;
        this.runtime = runtime;
    }

    /** The generation that serves, and the position that it had before the head of the log was read. */
    private record ServingPosition(HostedProjection<?> hosted, Generation<?> generation, long position,
            List<GenerationSegment> segments) {}

    /**
     * One look at the projections. Where the database does not tell a value, the last known one counts, and the
     * database is not asked again in this look: a projection that stands still because the database is away falls
     * behind a log that goes on, and that must be seen.
     */
    private final class Look {

        private boolean databaseAway;

        ServingPosition at(HostedProjection<?> hosted) {
            Generation<?> generation = hosted.serving();
            long position = read(hosted, generation, generation::position, ProjectionStatus::position);
            return new ServingPosition(hosted, generation, position, segments(hosted, generation));
        }

        private List<GenerationSegment> segments(HostedProjection<?> hosted, Generation<?> generation) {
            Optional<ProjectionStatus> known = last(hosted.projection().name());
            try {
                if (!databaseAway || known.isEmpty()) {
                    List<GenerationSegment> segments = generation.segments();
                    rates.sample(generation.name(), segments);
                    return segments;
                }
            } catch (RuntimeException away) {
                if (known.isEmpty()) {
                    throw away;
                }
                LOG.debug("The segments of {} count as they were last known", generation.name(), away);
                databaseAway = true;
            }
            return known.get()
                    .segments()
                    .stream()
                    .map(one -> new GenerationSegment(one.segment(), one.position(), one.here()))
                    .toList();
        }

        long documents(ServingPosition standing) {
            return read(standing.hosted(), standing.generation(),
                    () -> standing.generation().reads().estimatedDocumentCount(), ProjectionStatus::documents);
        }

        private long read(HostedProjection<?> hosted, Generation<?> generation, LongSupplier value,
                ToLongFunction<ProjectionStatus> before) {
            // Of a generation that has just begun to serve, the one before it is known: it was as far, or nearly.
            Optional<ProjectionStatus> known = last(hosted.projection().name());
            if (known.isEmpty()) {
                return value.getAsLong();
            }
            try {
                return databaseAway ? before.applyAsLong(known.get()) : value.getAsLong();
            } catch (RuntimeException away) {
                LOG.debug("{} counts as it was last known", generation.name(), away);
                databaseAway = true;
                return before.applyAsLong(known.get());
            }
        }
    }

    @Override
    public void start() {
        looking = RepeatedTask.every(LOOK_INTERVAL, "projection-statuses", known::get,
                failure -> LOG.debug("The states of the projections are not known now", failure));
    }

    @Override
    public void stop() {
        RepeatedTask running = looking;
        if (running != null) {
            running.close();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }

    /** @throws ReadModelUnavailable where no status could be read yet */
    public List<ProjectionStatus> all() {
        return known.get().orElseThrow(() -> new ReadModelUnavailable("projections"));
    }

    private List<ProjectionStatus> read() {
        Look look = new Look();
        List<ServingPosition> all = new ArrayList<>();
        host.all().forEach(hosted -> all.add(look.at(hosted)));
        long head = runtime.head();
        List<ProjectionStatus> statuses = all.stream()
                .map(standing -> status(standing, head, look.documents(standing))).toList();
        last = statuses;
        rates.retain(statuses.stream().map(ProjectionStatus::collection).toList());
        return statuses;
    }

    /** The status of a projection at the last look, as a rule a second ago; it waits for nothing. */
    Optional<ProjectionStatus> last(String projection) {
        return last.stream().filter(status -> status.name().equals(projection)).findFirst();
    }

    /** @throws io.orderflow.service.web.NotFound where this process has no projection of that name */
    public ProjectionStatus of(String projection) {
        HostedProjection<?> hosted = host.hosted(projection);
        Generation<?> generation = hosted.serving();
        ServingPosition standing = new ServingPosition(hosted, generation, generation.position(),
                generation.segments());
        return status(standing, runtime.head(), generation.reads().estimatedDocumentCount());
    }

    private ProjectionStatus status(ServingPosition standing, long head, long documents) {
        Generation<?> generation = standing.generation();
        HostedProjection<?> hosted = standing.hosted();
        long lag = Math.max(0, head - standing.position());
        Optional<RepeatedFailure> failure = generation.failure();
        return new ProjectionStatus(hosted.projection().name(), state(standing, head, failure.isPresent()),
                standing.position(), head, lag, generation.revision(), generation.name(),
                documents, generation.deadLetterSequences(), hosted.gapsSeen(),
                Optional.ofNullable(hosted.rebuild()).map(Building::id).orElse(null),
                failure.map(RepeatedFailure::since).orElse(null), failure.map(RepeatedFailure::failure).orElse(null),
                standing.segments().stream().map(one -> segment(generation.name(), one, head)).toList());
    }

    private SegmentStatus segment(String generation, GenerationSegment one, long head) {
        return new SegmentStatus(one.segment(), one.position(), Math.max(0, head - one.position()),
                rates.of(generation, one.segment()), one.here());
    }

    /**
     * A position beyond the head is of another log, until the housekeeper notices that: the projection is not live
     * then.
     */
    private static State state(ServingPosition standing, long head, boolean stalled) {
        if (stalled) {
            return State.STALLED;
        }
        if (standing.generation().deadLetterSequences() > 0) {
            return State.FAILING;
        }
        Building rebuild = standing.hosted().rebuild();
        if (rebuild != null) {
            return rebuild.state() == RebuildState.AWAITING_PROMOTION ? State.AWAITING_PROMOTION : State.REBUILDING;
        }
        return standing.position() == head ? State.LIVE : State.CATCHING_UP;
    }
}
