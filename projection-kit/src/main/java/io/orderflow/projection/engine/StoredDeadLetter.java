package io.orderflow.projection.engine;

import org.bson.codecs.pojo.annotations.BsonId;

/**
 * An event that a generation has set aside, by its position; a retry reads the event itself from the store. Public only
 * because the driver must read its components.
 *
 * @param trying whether a retry is folding the event into a document that has seen later events
 */
public record StoredDeadLetter(@BsonId String id, String generation, String sequence, long position, String type,
        boolean trying) {

    static String idOf(String generation, String sequence, long position) {
        return "%s %s %d".formatted(generation, sequence, position);
    }
}
