package io.orderflow.projection.rebuild;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.orderflow.projection.engine.Pointer.Building;
import io.orderflow.projection.engine.Pointer.EndedRebuild;
import io.orderflow.projection.engine.RebuildState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Stores the rebuilds: those that go on, and the last few of each projection that have ended. The pointers decide which
 * rebuild goes on. Thread-safe.
 */
final class RebuildLog {

    private static final String COLLECTION = "rebuilds";
    private static final String KEY = "_id";
    private static final String PROJECTION = "projection";
    private static final String STATE = "state";
    private static final String ENDED_AT = "endedAt";
    private static final String SECONDS_LEFT = "secondsLeft";

    private final MongoCollection<Rebuild> rebuilds;
    private final int kept;

    /** @param kept the number of rebuilds of a projection that are remembered, at least 1 */
    RebuildLog(MongoDatabase database, int kept) {
        this.rebuilds = database.getCollection(COLLECTION, Rebuild.class);
        this.kept = kept;
    }

    /**
     * Notes a new rebuild, unless it has been noted before. Deletes the oldest rebuilds beyond the number that is
     * remembered.
     */
    void begin(String projection, Building building) {
        try {
            rebuilds.insertOne(Rebuild.begun(projection, building));
            forgetAllBut(kept, projection);
        } catch (MongoWriteException failure) {
            if (failure.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failure;
            }
        }
    }

    private void forgetAllBut(int newest, String projection) {
        Bson ofProjection = Filters.eq(PROJECTION, projection);
        Rebuild tooOld = rebuilds.find(ofProjection).sort(Sorts.descending(KEY)).skip(newest).first();
        if (tooOld != null) {
            rebuilds.deleteMany(Filters.and(ofProjection, Filters.lte(KEY, tooOld.rebuildId()),
                    Filters.ne(ENDED_AT, null)));
        }
    }

    Optional<Rebuild> find(String id) {
        return Optional.ofNullable(rebuilds.find(Filters.eq(KEY, id)).first());
    }

    /** The rebuilds, the newest first: identifiers are in the order of time. */
    List<Rebuild> list(@Nullable String projection, @Nullable RebuildState state, @Nullable String before, int limit) {
        List<Bson> conditions = new ArrayList<>();
        if (projection != null) {
            conditions.add(Filters.eq(PROJECTION, projection));
        }
        if (state != null) {
            conditions.add(Filters.eq(STATE, state));
        }
        if (before != null) {
            conditions.add(Filters.lt(KEY, before));
        }
        return rebuilds.find(conditions.isEmpty() ? Filters.empty() : Filters.and(conditions))
                .sort(Sorts.descending(KEY))
                .limit(limit)
                .into(new ArrayList<>());
    }

    void progress(String id, RebuildProgress.Sample sample) {
        change(id, Updates.set("position", sample.position()), Updates.set("head", sample.head()),
                Updates.set("eventsRead", sample.position() + 1),
                Updates.set("eventsPerSecond", sample.eventsPerSecond()),
                Updates.set(SECONDS_LEFT, sample.secondsLeft()),
                Updates.inc("documentsWritten", sample.newlyWritten()));
    }

    void advance(String id, RebuildState next) {
        change(id, Updates.set(STATE, next), Updates.set(SECONDS_LEFT, (@Nullable Long) null));
    }

    void explain(String id, String reason) {
        change(id, Updates.set("reason", reason));
    }

    /** Notes what a person has done with a rebuild, also with one that has ended. */
    void note(String id, RebuildAction action) {
        rebuilds.updateOne(Filters.eq(KEY, id),
                Updates.combine(Updates.push("actions", action), Updates.inc("changes", 1L)));
    }

    void compare(String id, Comparison comparison) {
        change(id, Updates.set("comparison", comparison));
    }

    /** Notes the end of a rebuild, unless it has been noted before. */
    void end(EndedRebuild ended) {
        change(ended.id(), Updates.set(STATE, ended.state()), Updates.set(ENDED_AT, ended.at()),
                Updates.set(SECONDS_LEFT, (@Nullable Long) null), Updates.set("error", ended.error()));
    }

    private void change(String id, Bson... changes) {
        rebuilds.updateOne(Filters.and(Filters.eq(KEY, id), Filters.eq(ENDED_AT, null)),
                Updates.combine(Updates.combine(changes), Updates.inc("changes", 1L)));
    }
}
