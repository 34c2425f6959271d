package io.orderflow.query.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a history, as HTTP shows it.
 *
 * @param type          its stable name
 * @param position      its place among all events, absent where it was not read from the event store's log
 * @param aggregate     the stream that it belongs to, such as {@code payment:o-1}; absent where it has none
 * @param version       its place in that stream
 * @param payload       the event itself
 * @param correlationId the identifier of the message that began the conversation
 * @param causationId   the identifier of the message that directly caused it: of the command where one is named, of an
 *                      event otherwise
 * @param actor         the user or client that the event's message was sent for
 * @param traceId       the trace of the request that began the conversation
 * @param command       the stable name of the command that caused it; absent where no command did, and in events that
 *                      were written before commands were named
 * @param commandCausationId the identifier of the message that caused that command; absent where a caller sent it
 * @param orderVersion  the version of the order after the event, where the request asks for changes; it is not stored
 * @param changes       the fields of the order that the event changed, where the request asks for them; not stored either
 */
record HistoryItem(String type, Instant time, @Nullable Long position, String eventId, @Nullable String aggregate,
        @Nullable Long version, @Schema(type = "object") Object payload, @Nullable String correlationId,
        @Nullable String causationId, @Nullable String actor, @Nullable String traceId, @Nullable String command,
        @Nullable String commandCausationId, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long orderVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FieldChange> changes) {}
