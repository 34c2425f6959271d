package io.orderflow.projection.generation;

import io.orderflow.projection.generation.ProjectionStatus.State;
import io.orderflow.projection.machinery.Machinery;
import io.orderflow.service.health.RepeatedFailure;
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

    public List<ProjectionStatus> all() {
        long head = machinery.head();
        return host.all().stream().map(hosted -> status(hosted, head)).toList();
    }

    /** @throws io.orderflow.service.web.NotFound where this process has no projection of that name */
    public ProjectionStatus of(String projection) {
        return status(host.hosted(projection), machinery.head());
    }

    private static ProjectionStatus status(HostedProjection<?> hosted, long head) {
        Generation<?> serving = hosted.serving();
        long position = serving.position();
        long lag = Math.max(0, head - position);
        Optional<RepeatedFailure> failure = serving.failure();
        return new ProjectionStatus(hosted.projection().name(), state(hosted, serving, lag, failure.isPresent()),
                position,
                Math.max(head, position), lag, serving.revision(), serving.name(),
                serving.collection().estimatedDocumentCount(), serving.quarantine().size(),
                failure.map(RepeatedFailure::since).orElse(null), failure.map(RepeatedFailure::failure).orElse(null));
    }

    private static State state(HostedProjection<?> hosted, Generation<?> serving, long lag, boolean stalled) {
        if (stalled) {
            return State.STALLED;
        }
        if (serving.quarantine().size() > 0) {
            return State.FAILING;
        }
        if (hosted.building() != null) {
            return State.REBUILDING;
        }
        return lag == 0 ? State.LIVE : State.CATCHING_UP;
    }
}
