package io.orderflow.projection;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.orderflow.projection.Pointer.Building;
import java.time.Instant;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** What is remembered of every rebuild. Which of them goes on is the pointers' to say. Thread-safe. */
final class RebuildLog {

    private static final String COLLECTION = "rebuilds";
    private static final String KEY = "_id";

    private final MongoCollection<Rebuild> rebuilds;

    RebuildLog(MongoDatabase database) {
        this.rebuilds = database.getCollection(COLLECTION, Rebuild.class);
    }

    /** Does nothing where it has been noted before. */
    void begin(String projection, Building building) {
        try {
            rebuilds.insertOne(Rebuild.begun(projection, building));
        } catch (MongoWriteException failure) {
            if (failure.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failure;
            }
        }
    }

    Optional<Rebuild> find(String id) {
        return Optional.ofNullable(rebuilds.find(Filters.eq(KEY, id)).first());
    }

    void progress(String id, RebuildProgress.Sample sample) {
        rebuilds.updateOne(unended(id),
                Updates.combine(Updates.set("position", sample.position()), Updates.set("head", sample.head()),
                        Updates.set("eventsRead", sample.position() + 1),
                        Updates.set("eventsPerSecond", sample.eventsPerSecond()),
                        Updates.set("secondsLeft", sample.secondsLeft()),
                        Updates.inc("documentsWritten", sample.newlyWritten())));
    }

    void fail(String id, String error) {
        rebuilds.updateOne(unended(id), Updates.set("error", error));
    }

    /** Does nothing where it has ended before. */
    void end(String id, RebuildState state) {
        rebuilds.updateOne(unended(id),
                Updates.combine(Updates.set("state", state), Updates.set("endedAt", Instant.now()),
                        Updates.set("secondsLeft", (@Nullable Long) null)));
    }

    private static Bson unended(String id) {
        return Filters.and(Filters.eq(KEY, id), Filters.eq("endedAt", null));
    }
}
