package io.orderflow.query.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event of the log, of whichever context.
 *
 * @param type          its stable name
 * @param revision      the revision of its type that is shown; of an event that this process cannot read, the stored one
 * @param position      its place among all events
 * @param aggregate     the stream that it belongs to, such as {@code payment:o-1}; absent where it has none
 * @param aggregateId   the part of the stream's name after its kind, such as {@code o-1}; absent where it has none
 * @param version       its place in that stream; absent where it has none
 * @param payload       the event itself, as it was stored where this process cannot read it; absent where that is no JSON
 * @param correlationId the identifier of the message that began the conversation
 * @param causationId   the identifier of the message that directly caused it: of the command where one is named
 * @param actor         the user or client that the event's message was sent for
 * @param traceId       the trace of the request that began the conversation
 * @param command       the stable name of the command that caused it; absent where no command did, and in events that
 *                      were written before commands were named
 * @param commandCausationId the identifier of the message that caused that command; absent where a caller sent it
 * @param reason        why the person asked who caused it; absent where the request gave none, and where the payload
 *                      itself has it
 */
record LoggedEvent(String type, @Nullable String revision, Instant time, long position, String eventId,
        @Nullable String aggregate, @Nullable String aggregateId, @Nullable Long version, @Nullable JsonNode payload,
        @Nullable String correlationId, @Nullable String causationId, @Nullable String actor, @Nullable String traceId,
        @Nullable String command, @Nullable String commandCausationId, @Nullable String reason) {}
