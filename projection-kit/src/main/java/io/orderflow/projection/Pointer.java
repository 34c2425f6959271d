package io.orderflow.projection;

import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * Which collection of a projection serves, and what else there is of it: the one document by which processes agree.
 * Every change of it is a single atomic write, and every process makes itself what the document says. Public only
 * because the driver must read its components.
 *
 * @param name           the projection
 * @param collection     the collection that queries read
 * @param generation     the number of that collection
 * @param revision       the projection's revision when the collection was begun
 * @param lastGeneration the highest number given away so far
 * @param rebuild        the rebuild that is going on
 * @param retired        collections that nobody should use any more, to be dropped after a while
 */
public record Pointer(@BsonId String name, String collection, long generation, int revision, long lastGeneration,
        @Nullable Building rebuild, List<Retired> retired) {

    /** A collection that is being built beside the one that serves. */
    public record Building(String id, long generation, int revision, Instant startedAt) {}

    public record Retired(String collection, Instant since) {}

    static Pointer first(Projection<?> projection) {
        return new Pointer(projection.name(), collectionOf(projection.name(), 1), 1, projection.revision(), 1, null,
                List.of());
    }

    /** The name of a collection, and of the processor that fills it. */
    static String collectionOf(String projection, long generation) {
        return projection + "_v" + generation;
    }

    boolean isRebuiltBy(String rebuildId) {
        return rebuild != null && rebuild.id().equals(rebuildId);
    }
}
