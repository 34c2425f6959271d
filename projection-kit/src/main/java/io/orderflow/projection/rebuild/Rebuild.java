package io.orderflow.projection.rebuild;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.engine.Pointer;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild of a projection into a new collection beside the one that serves, as it is stored and shown.
 *
 * @param revision         the projection's revision that it is built by
 * @param position         the position that it has passed; -1 before the first event
 * @param head             the position of the last event of the log when that was last looked up
 * @param eventsRead       the events of the log that it has passed, whether they matter to the projection or not
 * @param documentsWritten writes, of which a document may have had several
 * @param secondsLeft      null while no rate is known, and once it has caught up
 * @param error            why it failed or was given up
 * @param reason           why it waits for its promotion, or did
 * @param comparison       with the documents that serve; counts up while it is made
 * @param actions          what people have done with it, the earliest first; absent in rebuilds of before this was kept
 * @param changes          how often any of this has changed
 */
public record Rebuild(@BsonId String rebuildId, String projection, String collection, @JsonIgnore long generation,
        int revision, Promotion promote, RebuildState state, long position, long head, long eventsRead,
        long documentsWritten, long eventsPerSecond, @Nullable Long secondsLeft, Instant startedAt,
        @Nullable Instant endedAt, @Nullable String error, @Nullable String reason, @Nullable Comparison comparison,
        @Nullable List<RebuildAction> actions, @JsonIgnore long changes) {

    static Rebuild begun(String projection, Pointer.Building building) {
        return new Rebuild(building.id(), projection, Pointer.collectionOf(projection, building.generation()),
                building.generation(), building.revision(), building.promote(), RebuildState.RUNNING,
                Events.BEFORE_ALL, Events.BEFORE_ALL, 0, 0, 0, null, building.startedAt(), null, null, null, null,
                List.of(),
                0);
    }

    @JsonIgnore
    public boolean isEnded() {
        return endedAt != null;
    }
}
