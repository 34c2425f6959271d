package io.orderflow.projection.rebuild;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.engine.Pointer.Building;
import io.orderflow.projection.engine.Pointer.CollectionVersion;
import io.orderflow.projection.engine.Pointer.EndedRebuild;
import io.orderflow.projection.engine.Pointer.RetiredCollection;
import io.orderflow.projection.engine.Pointer;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The pointers of all projections. Thread-safe, also between processes: each change is one conditional write. */
final class Pointers {

    private static final String KEY = "_id";
    private static final String GENERATION = "generation";
    private static final String LAST_GENERATION = "lastGeneration";
    private static final String PREVIOUS = "previous";
    private static final String REBUILD = "rebuild";
    private static final String REBUILD_ID = "rebuild.id";
    private static final String REBUILD_STATE = "rebuild.state";
    private static final String ENDED = "ended";
    private static final String RETIRED = "retired";

    private final MongoCollection<Pointer> pointers;

    Pointers(MongoDatabase database) {
        this.pointers = database.getCollection(Pointer.COLLECTION, Pointer.class);
    }

    Map<String, Pointer> all() {
        Map<String, Pointer> byName = new HashMap<>();
        pointers.find().forEach(pointer -> byName.put(pointer.name(), pointer));
        return byName;
    }

    Optional<Pointer> find(String projection) {
        return Optional.ofNullable(pointers.find(Filters.eq(KEY, projection)).first());
    }

    /** Returns the pointer, and creates it where the projection is new. */
    Pointer ensure(Projection<?> projection) {
        Pointer first = Pointer.first(projection);
        try {
            pointers.insertOne(first);
            return first;
        } catch (MongoWriteException failure) {
            if (failure.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failure;
            }
            return find(projection.name()).orElseThrow();
        }
    }

    /**
     * Begins again with a generation whose number none had before, in place of one that has only just begun. Returns
     * the pointer as it is then, whether this process or another has changed it.
     */
    Pointer startBeyond(Pointer pointer, long lastGeneration) {
        CollectionVersion fresh = new CollectionVersion(Pointer.collectionOf(pointer.name(), lastGeneration + 1),
                lastGeneration + 1,
                pointer.revision());
        update(Filters.and(serves(pointer), Filters.eq("origin", pointer.origin())),
                Updates.combine(serving(fresh), Updates.set(LAST_GENERATION, fresh.generation()),
                        Updates.unset(PREVIOUS), Updates.unset(REBUILD), retiring(pointer.serving())));
        return find(pointer.name()).orElse(pointer);
    }

    /**
     * Begins again with a generation whose number none had before, in place of all that were filled from another log.
     * Returns the pointer as it is then, whether this process or another has changed it.
     */
    Pointer beginAgain(Pointer pointer, int revision) {
        long generation = pointer.lastGeneration() + 1;
        CollectionVersion fresh = new CollectionVersion(Pointer.collectionOf(pointer.name(), generation), generation,
                Math.max(revision, pointer.revision()));
        List<Bson> changes = new ArrayList<>(List.of(serving(fresh), Updates.set(LAST_GENERATION, generation),
                Updates.unset(PREVIOUS),
                Updates.pushEach(RETIRED, pointer.versions().stream()
                        .map(version -> new RetiredCollection(version.collection(), now()))
                        .toList())));
        Building building = pointer.rebuild();
        changes.add(building == null
                ? Updates.unset(REBUILD)
                : ending(building, RebuildState.FAILED, "The event log was exchanged for another one"));
        update(Filters.and(serves(pointer), Filters.eq(LAST_GENERATION, pointer.lastGeneration())),
                Updates.combine(changes));
        return find(pointer.name()).orElse(pointer);
    }

    /**
     * Gives the rebuild a generation of its own, and gives up the version for a rollback. Returns nothing where another
     * rebuild is going on.
     */
    Optional<Building> begin(Projection<?> projection, String rebuildId, Promotion promotion) {
        Pointer pointer = ensure(projection);
        while (pointer.rebuild() == null) {
            long generation = pointer.lastGeneration() + 1;
            Building building = new Building(rebuildId, generation, projection.revision(), promotion,
                    RebuildState.RUNNING, now());
            List<Bson> changes = new ArrayList<>(List.of(Updates.set(LAST_GENERATION, generation),
                    Updates.set(REBUILD, building), Updates.unset(PREVIOUS)));
            if (pointer.previous() != null) {
                changes.add(retiring(pointer.previous()));
            }
            Bson unchanged = Filters.and(serves(pointer), Filters.eq(REBUILD, null),
                    Filters.eq(LAST_GENERATION, pointer.lastGeneration()));
            if (update(unchanged, Updates.combine(changes))) {
                return Optional.of(building);
            }
            // Another process was faster, with a rebuild or with a rollback.
            pointer = ensure(projection);
        }
        return Optional.empty();
    }

    /** Moves the rebuild to its next state. Returns false where another process has moved it before. */
    boolean advance(String projection, Building building, RebuildState next) {
        return update(isIn(projection, building), Updates.set(REBUILD_STATE, next));
    }

    /** Lets queries read the new collection. Returns false where another process has moved the rebuild before. */
    boolean promote(Pointer pointer, Building building) {
        return update(Filters.and(isIn(pointer.name(), building), serves(pointer)),
                Updates.combine(serving(building.version(pointer.name())), Updates.set(PREVIOUS, pointer.serving()),
                        ending(building, RebuildState.PROMOTED, null)));
    }

    /**
     * Gives up the collection that the rebuild has built so far. Returns false where the rebuild was no longer going
     * on.
     */
    boolean abandon(String projection, Building building, RebuildState end, @Nullable String error) {
        return update(Filters.and(Filters.eq(KEY, projection), Filters.eq(REBUILD_ID, building.id())),
                Updates.combine(ending(building, end, error), retiring(building.version(projection))));
    }

    /** Lets queries read the previous version again. Returns false where that is no longer what the pointer says. */
    boolean rollBack(Pointer pointer, CollectionVersion previous) {
        return update(Filters.and(serves(pointer), Filters.eq("previous.generation", previous.generation())),
                Updates.combine(serving(previous), Updates.unset(PREVIOUS), retiring(pointer.serving())));
    }

    void forget(String projection, RetiredCollection retired) {
        update(Filters.eq(KEY, projection), Updates.pull(RETIRED, retired));
    }

    private static Bson serves(Pointer pointer) {
        return Filters.and(Filters.eq(KEY, pointer.name()), Filters.eq(GENERATION, pointer.generation()));
    }

    private static Bson isIn(String projection, Building building) {
        return Filters.and(Filters.eq(KEY, projection), Filters.eq(REBUILD_ID, building.id()),
                Filters.eq(REBUILD_STATE, building.state().name()));
    }

    private static Bson serving(CollectionVersion version) {
        return Updates.combine(Updates.set("collection", version.collection()),
                Updates.set(GENERATION, version.generation()), Updates.set("revision", version.revision()));
    }

    private static Bson ending(Building building, RebuildState end, @Nullable String error) {
        return Updates.combine(Updates.unset(REBUILD),
                Updates.set(ENDED, new EndedRebuild(building.id(), end, error, now())));
    }

    private static Bson retiring(CollectionVersion version) {
        return Updates.push(RETIRED, new RetiredCollection(version.collection(), now()));
    }

    private boolean update(Bson condition, Bson change) {
        return pointers.updateOne(condition, change).getMatchedCount() == 1;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
