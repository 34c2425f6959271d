package io.orderflow.projection.quarantine;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * What is recorded of an event that a person gave up. Public only because the driver must read its components.
 *
 * @param cause  why the event could not be folded
 * @param reason why it was given up
 */
public record EvictedLetter(@BsonId String id, String generation, String sequence, long position, String type,
        String cause, String reason, Instant evictedAt) {}
