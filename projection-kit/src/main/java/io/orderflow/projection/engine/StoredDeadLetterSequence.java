package io.orderflow.projection.engine;

import io.orderflow.service.deadletter.DeadLetterSequence;
import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A sequence of events that one generation has set aside. Public only because the driver must read its components.
 *
 * @param position of the first event that waits; every later event of the sequence waits behind it
 */
public record StoredDeadLetterSequence(@BsonId String id, String generation, String sequence,
        DeadLetterSequence.State state,
        long position, String type, String cause, Instant since, Instant triedAt) {

    static String idOf(String generation, String sequence) {
        return generation + " " + sequence;
    }
}
