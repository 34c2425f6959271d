package io.orderflow.projection;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.orderflow.projection.Pointer.Building;
import io.orderflow.projection.Pointer.Retired;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.conversions.Bson;

/** The pointers of all projections. Thread-safe, also between processes: each change is one conditional write. */
final class Pointers {

    private static final String COLLECTION = "projection_pointers";
    private static final String KEY = "_id";
    private static final String REBUILD = "rebuild";
    private static final String REBUILD_ID = "rebuild.id";
    private static final String RETIRED = "retired";
    private static final String LAST_GENERATION = "lastGeneration";

    private final MongoCollection<Pointer> pointers;

    Pointers(MongoDatabase database) {
        this.pointers = database.getCollection(COLLECTION, Pointer.class);
    }

    Map<String, Pointer> all() {
        Map<String, Pointer> byName = new HashMap<>();
        pointers.find().forEach(pointer -> byName.put(pointer.name(), pointer));
        return byName;
    }

    Optional<Pointer> find(String projection) {
        return Optional.ofNullable(pointers.find(Filters.eq(KEY, projection)).first());
    }

    /** Returns the pointer, made now where the projection is new. */
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

    /** Gives the rebuild a generation of its own. Returns false where another rebuild is going on. */
    boolean begin(Projection<?> projection, String rebuildId) {
        Pointer pointer = ensure(projection);
        long generation = pointer.lastGeneration() + 1;
        Building building = new Building(rebuildId, generation, projection.revision(), now());
        return update(
                Filters.and(Filters.eq(KEY, projection.name()), Filters.eq(REBUILD, null),
                        Filters.eq(LAST_GENERATION, pointer.lastGeneration())),
                Updates.combine(Updates.set(LAST_GENERATION, generation), Updates.set(REBUILD, building)));
    }

    /** Lets queries read what the rebuild has built. Returns false where the rebuild was no longer going on. */
    boolean promote(Pointer pointer, Building building) {
        return update(
                Filters.and(Filters.eq(KEY, pointer.name()), Filters.eq(REBUILD_ID, building.id())),
                Updates.combine(
                        Updates.set("collection", Pointer.collectionOf(pointer.name(), building.generation())),
                        Updates.set("generation", building.generation()),
                        Updates.set("revision", building.revision()), Updates.unset(REBUILD),
                        Updates.push(RETIRED, new Retired(pointer.collection(), now()))));
    }

    /** Gives up what the rebuild has built so far. Returns false where the rebuild was no longer going on. */
    boolean abandon(String projection, Building building) {
        return update(Filters.and(Filters.eq(KEY, projection), Filters.eq(REBUILD_ID, building.id())),
                Updates.combine(Updates.unset(REBUILD), Updates.push(RETIRED,
                        new Retired(Pointer.collectionOf(projection, building.generation()), now()))));
    }

    void forget(String projection, Retired retired) {
        update(Filters.eq(KEY, projection), Updates.pull(RETIRED, retired));
    }

    private boolean update(Bson condition, Bson change) {
        return pointers.updateOne(condition, change).getMatchedCount() == 1;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
