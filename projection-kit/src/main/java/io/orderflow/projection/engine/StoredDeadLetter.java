package io.orderflow.projection.engine;

import org.bson.codecs.pojo.annotations.BsonId;

/**
 * An event that a generation has set aside, by its position: the event itself is read from the store when it is tried
 * again. Public only because the driver must read its components.
 *
 * @param trying whether the event is just being folded into a document that has seen later events
 */
public record StoredDeadLetter(@BsonId String id, String generation, String sequence, long position, String type,
        boolean trying) {

    static String idOf(String generation, String sequence, long position) {
        return "%s %s %d".formatted(generation, sequence, position);
    }
}
