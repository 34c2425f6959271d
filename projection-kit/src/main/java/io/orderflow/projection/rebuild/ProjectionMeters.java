package io.orderflow.projection.rebuild;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.ReadModelUnavailable;
import io.orderflow.service.metrics.MeterDefinition;
import java.util.function.ToDoubleFunction;

/**
 * Shows in the metrics how far the projections of this process are, from what is known of them without a read. A value
 * that is not known is no number. Thread-safe.
 */
final class ProjectionMeters implements MeterBinder {

    private static final MeterDefinition LAG = MeterDefinition.gauge("orderflow.projection.lag", "events",
            "How many events the collection that serves is behind the log", "projection");
    private static final MeterDefinition SEGMENT_LAG = MeterDefinition.gauge("orderflow.projection.segment.lag",
            "events", "How many events a segment of the collection that serves is behind the log, where this process "
                    + "has the segment",
            "projection", "segment");
    private static final MeterDefinition FOLDED = MeterDefinition.counter("orderflow.projection.events", "events",
            "Events that this process has handed to a projection, with those of rebuilds", "projection");
    private static final MeterDefinition DOCUMENTS = MeterDefinition.gauge("orderflow.projection.documents",
            "documents", "Documents in the collection that serves, as the database estimates them", "projection");
    private static final MeterDefinition STALLED = MeterDefinition.gauge("orderflow.projection.stalled", "boolean",
            "1 where the projection cannot go on, 0 where it can", "projection");

    private final ProjectionHost host;
    private final ProjectionStatuses statuses;
    private final int segments;

    ProjectionMeters(ProjectionHost host, ProjectionStatuses statuses, int segments) {
        this.host = host;
        this.statuses = statuses;
        this.segments = segments;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        host.all().forEach(hosted -> {
            String name = hosted.projection().name();
            LAG.gauge(registry, name, known(ProjectionStatus::lag), name);
            DOCUMENTS.gauge(registry, name, known(ProjectionStatus::documents), name);
            STALLED.gauge(registry, name,
                    known(status -> status.state() == ProjectionStatus.State.STALLED ? 1 : 0), name);
            FOLDED.count(registry, hosted, HostedProjection::eventsFolded, name);
            for (int segment = 0; segment < segments; segment++) {
                int number = segment;
                SEGMENT_LAG.gauge(registry, hosted, one -> lag(one, number), name, "" + number);
            }
        });
    }

    private ToDoubleFunction<String> known(ToDoubleFunction<ProjectionStatus> value) {
        return projection -> statuses.last(projection).map(value::applyAsDouble).orElse(Double.NaN);
    }

    private double lag(HostedProjection<?> hosted, int segment) {
        try {
            long position = hosted.serving().position(segment).orElse(Long.MIN_VALUE);
            return position == Long.MIN_VALUE
                    ? Double.NaN
                    : statuses.last(hosted.projection().name())
                            .map(status -> (double) Math.max(0, status.head() - position))
                            .orElse(Double.NaN);
        } catch (ReadModelUnavailable starting) {
            return Double.NaN;
        }
    }
}
