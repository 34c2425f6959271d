package io.orderflow.projection.engine;

import io.orderflow.projection.api.Projection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * The state of a projection in the one document by which processes agree. Every change of it is a single atomic write,
 * and every process starts and stops generations as the document says. Public only because the driver must read its
 * components.
 *
 * @param name           the projection
 * @param collection     the collection that queries read
 * @param generation     the number of that collection
 * @param revision       the projection's revision when the collection was begun
 * @param lastGeneration the highest number given away so far
 * @param previous       the collection that served before, kept up to date for a rollback
 * @param rebuild        the rebuild that is going on
 * @param ended          how the last rebuild ended
 * @param retired        collections that no process should use any more, to be dropped after a while
 * @param origin         identifies this document: it differs where the database has lost the pointer, and with it the
 *                       documents; null in a pointer that is older than this component
 */
public record Pointer(@BsonId String name, String collection, long generation, int revision, long lastGeneration,
        @Nullable CollectionVersion previous, @Nullable Building rebuild, @Nullable EndedRebuild ended,
        List<RetiredCollection> retired,
        @Nullable String origin) {

    public static final String COLLECTION = "projection_pointers";

    /** A collection, and the projection's revision when it was begun. */
    public record CollectionVersion(String collection, long generation, int revision) {}

    /** A collection that is being built beside the one that serves. */
    public record Building(String id, long generation, int revision, Promotion promote, RebuildState state,
            Instant startedAt) {

        public CollectionVersion version(String projection) {
            return new CollectionVersion(collectionOf(projection, generation), generation, revision);
        }
    }

    /** The end of a rebuild, which the pointer decides; the rebuild's own document notes it a moment later. */
    public record EndedRebuild(String id, RebuildState state, @Nullable String error, Instant at) {}

    public record RetiredCollection(String collection, Instant since) {}

    public static Pointer first(Projection<?> projection) {
        return new Pointer(projection.name(), collectionOf(projection.name(), 1), 1, projection.revision(), 1, null,
                null, null, List.of(), UUID.randomUUID().toString());
    }

    /** The name of a collection, and of the processor that fills it. */
    public static String collectionOf(String projection, long generation) {
        return projection + "_v" + generation;
    }

    public CollectionVersion serving() {
        return new CollectionVersion(collection, generation, revision);
    }

    /**
     * All collections that are kept up to date: the one that serves, the one that is being built, and the one that
     * served before.
     */
    public List<CollectionVersion> versions() {
        return Stream.of(serving(), rebuild == null ? null : rebuild.version(name), previous)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Whether a process that did not know of the other pointer made this one, after the database had lost the other:
     * writers to the collections of the other one would then write to those of this one.
     */
    public boolean isUnawareOf(Pointer other) {
        return !Objects.equals(origin, other.origin()) && lastGeneration <= other.lastGeneration();
    }

    public boolean isRebuiltBy(String rebuildId) {
        return rebuild != null && rebuild.id().equals(rebuildId);
    }
}
