package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.orderflow.mongoserver.store.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Limits the memory that one sort, or one stage of an aggregation, takes until it has read all documents. Not
 * thread-safe.
 */
final class StageMemory {

    /** The same limit as in MongoDB. */
    private static final long MAX_BYTES = 100L << 20;
    private static final int MEMORY_EXCEEDED = 292;

    private final String stage;
    private long bytes;

    /** @param stage its name, for the refusal */
    StageMemory(String stage) {
        this.stage = stage;
    }

    static int bytesOf(@Nullable Object value) {
        return value instanceof Missing ? 0 : Bson.encode(new Document("", value)).length;
    }

    /** @throws MongoServerError where the sum exceeds the limit */
    void add(long more) {
        bytes += more;
        if (bytes > MAX_BYTES) {
            throw new MongoServerError(MEMORY_EXCEEDED, "QueryExceededMemoryLimitNoDiskUseAllowed",
                    stage + " exceeded memory limit of " + MAX_BYTES + " bytes");
        }
    }

    void remove(long fewer) {
        bytes -= fewer;
    }
}
