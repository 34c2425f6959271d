package io.orderflow.relay.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An integration event with what is told of every one.
 *
 * @param id            the same in every repetition
 * @param type          the public name, such as {@code order.placed}
 * @param version       the version of the shape of the data
 * @param time          when it happened
 * @param correlationId the message that began the conversation
 * @param causationId   the message that caused the event
 * @param traceId       the trace of the request that began the conversation
 */
public record PublicEvent(String id, String type, int version, Instant time, @Nullable String correlationId,
        @Nullable String causationId, @Nullable String traceId, IntegrationEvent data) {}
