package io.orderflow.projection.generation;

import io.orderflow.projection.generation.ProjectionStatus.State;
import io.orderflow.projection.machinery.Machinery;
import io.orderflow.projection.machinery.Pointer.Building;
import io.orderflow.projection.machinery.RebuildState;
import io.orderflow.service.health.RepeatedFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells how the projections of this process stand. Thread-safe. */
public final class ProjectionStatuses {

    private final ProjectionHost host;
    private final Machinery machinery;

    public ProjectionStatuses(ProjectionHost host, Machinery machinery) {
        this.host = host;
        this.machinery = machinery;
    }

    /** What serves, and how far it had come before the head of the log was read. */
    private record Serving(HostedProjection<?> hosted, Generation<?> generation, long position) {

        static Serving of(HostedProjection<?> hosted) {
            Generation<?> generation = hosted.serving();
            return new Serving(hosted, generation, generation.position());
        }
    }

    public List<ProjectionStatus> all() {
        List<Serving> all = new ArrayList<>();
        host.all().forEach(hosted -> all.add(Serving.of(hosted)));
        long head = machinery.head();
        return all.stream().map(serving -> status(serving, head)).toList();
    }

    /** @throws io.orderflow.service.web.NotFound where this process has no projection of that name */
    public ProjectionStatus of(String projection) {
        return status(Serving.of(host.hosted(projection)), machinery.head());
    }

    private static ProjectionStatus status(Serving serving, long head) {
        Generation<?> generation = serving.generation();
        HostedProjection<?> hosted = serving.hosted();
        long lag = Math.max(0, head - serving.position());
        Optional<RepeatedFailure> failure = generation.failure();
        return new ProjectionStatus(hosted.projection().name(), state(serving, head, failure.isPresent()),
                serving.position(), head, lag, generation.revision(), generation.name(),
                generation.collection().estimatedDocumentCount(), generation.quarantine().size(), hosted.gaps().all(),
                Optional.ofNullable(hosted.rebuild()).map(Building::id).orElse(null),
                failure.map(RepeatedFailure::since).orElse(null), failure.map(RepeatedFailure::failure).orElse(null));
    }

    /** A position beyond the head is of another log, until that is noticed: nothing is live then. */
    private static State state(Serving serving, long head, boolean stalled) {
        if (stalled) {
            return State.STALLED;
        }
        if (serving.generation().quarantine().size() > 0) {
            return State.FAILING;
        }
        Building rebuild = serving.hosted().rebuild();
        if (rebuild != null) {
            return rebuild.state() == RebuildState.AWAITING_PROMOTION ? State.AWAITING_PROMOTION : State.REBUILDING;
        }
        return serving.position() == head ? State.LIVE : State.CATCHING_UP;
    }
}
