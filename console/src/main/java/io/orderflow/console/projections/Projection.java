package io.orderflow.console.projections;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a projection stands, as the HTTP interface shows it. */
public record Projection(String name, String state, long position, long head, long lag, int revision, String collection,
        long documents, int deadSequences, long gaps, @Nullable String rebuildId, @Nullable Instant stalledSince,
        @Nullable String failure, @Nullable List<ProjectionSegment> segments) {

    /** A part of its documents, which one process folds. */
    public record ProjectionSegment(int segment, long position, long lag, long eventsPerSecond, boolean here) {}

    public Projection {
        segments = segments == null ? List.of() : segments;
    }

    /** Whether a person should look at it. */
    public boolean isInTrouble() {
        return state.equals("FAILING") || state.equals("STALLED");
    }

    /** The log begins with position 0, and a projection that has seen nothing is at -1. */
    public int percent() {
        return Progress.percent(position, head);
    }

    public boolean isRebuilding() {
        return rebuildId != null;
    }
}
