package io.orderflow.projection.engine;

import io.orderflow.service.deadletter.AttemptHistory;
import io.orderflow.service.deadletter.DeadLetterAttempt;
import io.orderflow.service.deadletter.DeadLetterSequence;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of events that one generation has set aside. Public only because the driver must read its components.
 *
 * @param attempts the last attempts at the first event, an {@link AttemptHistory} as text; absent where it has not been
 *                 tried, or was set aside before attempts were kept
 * @param position of the first event that waits; every later event of the sequence waits behind it
 */
public record StoredDeadLetterSequence(@BsonId String id, String generation, String sequence,
        DeadLetterSequence.State state,
        long position, String type, String cause, Instant since, Instant triedAt, @Nullable String attempts) {

    /** The last attempts at the first event, the earliest first. */
    List<DeadLetterAttempt> history() {
        return AttemptHistory.ofText(attempts).attempts();
    }

    static String idOf(String generation, String sequence) {
        return generation + " " + sequence;
    }
}
