package io.orderflow.projection.engine;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.resilience.Progress;
import io.orderflow.service.web.NotFound;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The projections of this process, by name. Thread-safe. */
public final class ProjectionHost implements ReadModels, Progress.Source {

    private final Map<String, HostedProjection<?>> byName = new LinkedHashMap<>();
    private final ProjectionRuntime runtime;
    private final TimeTravel past;

    public ProjectionHost(List<Projection<?>> projections, ProjectionRuntime runtime) {
        this.runtime = runtime;
        this.past = new TimeTravel(runtime.events(), runtime.givenUp());
        for (Projection<?> projection : projections) {
            HostedProjection<?> same = byName.put(projection.name(), new HostedProjection<>(projection, runtime));
            if (same != null) {
                throw new IllegalStateException("Two projections are named " + projection.name());
            }
        }
    }

    public Collection<HostedProjection<?>> all() {
        return byName.values();
    }

    @Override
    public List<Progress> progress() {
        return byName.values().stream().flatMap(HostedProjection::progress).toList();
    }

    /** The holes that were noticed between the events of each projection. */
    Map<String, Gaps> gaps() {
        Map<String, Gaps> gaps = new LinkedHashMap<>();
        byName.forEach((name, hosted) -> gaps.put(name, hosted.gaps()));
        return gaps;
    }

    /**
     * The events that the projections of this process have set aside.
     *
     * @param wake makes the projections attend to their dead letters soon, after an operator has decided on one
     */
    public DeadLetterQueues deadLetters(Runnable wake) {
        return new ProjectionDeadLetters(this, runtime, wake);
    }

    /** Makes all projections go on at once that failed while the database or the event store was away. */
    public void goOn() {
        byName.values().forEach(HostedProjection::goOn);
    }

    @Override
    public <D> ReadModel<D> of(Projection<D> projection) {
        return new ServedReadModel<>(hosted(projection), past);
    }

    /** @throws NotFound where this process has no projection of that name */
    public HostedProjection<?> hosted(String name) {
        return Optional.ofNullable(byName.get(name)).orElseThrow(() -> new NotFound("No projection " + name));
    }

    @SuppressWarnings("unchecked") // a hosted projection has the document type of the projection it was made from
    public <D> HostedProjection<D> hosted(Projection<D> projection) {
        HostedProjection<?> hosted = byName.get(projection.name());
        if (hosted == null || hosted.projection() != projection) {
            throw new IllegalArgumentException(projection.name() + " is no projection of this process");
        }
        return (HostedProjection<D>) hosted;
    }
}
