package io.orderflow.notification.inbox;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An integration event, as far as this service reads it; fields that it does not ask for are no matter.
 *
 * @param id   the same in every repetition of the event
 * @param type such as {@code order.placed}
 * @param time when it happened
 * @param traceId the trace of the request that it goes back to; null where none is told
 */
public record IntegrationEvent(String id, String type, Instant time, @Nullable String traceId, JsonNode data) {

    private static final JsonMapper JSON = new JsonMapper();
    /** The only version of the events that this service knows: another one may say something else. */
    private static final int VERSION = 1;

    /** @throws UnreadableEvent where it is none, or of another version */
    static IntegrationEvent parse(byte[] message) {
        JsonNode envelope;
        try {
            envelope = JSON.readTree(message);
        } catch (JacksonException notJson) {
            throw new UnreadableEvent("The message is no JSON");
        }
        String type = text(envelope, "/event_type");
        if (envelope.path("version").asInt(0) != VERSION) {
            throw new UnreadableEvent(type + " is not of version " + VERSION);
        }
        return new IntegrationEvent(text(envelope, "/event_id"), type, moment(text(envelope, "/timestamp")),
                optionalText(envelope, "/trace_id"), envelope.path("data"));
    }

    private static Instant moment(String timestamp) {
        try {
            return Instant.parse(timestamp);
        } catch (DateTimeException unreadable) {
            throw new UnreadableEvent("timestamp is not a time");
        }
    }

    /**
     * A text of the data that is always there.
     *
     * @param pointer such as {@code /total/amount}
     * @throws UnreadableEvent where it is not
     */
    public String text(String pointer) {
        return text(data, pointer);
    }

    /** A text of the data that may be absent. */
    public @Nullable String optionalText(String pointer) {
        return optionalText(data, pointer);
    }

    private static @Nullable String optionalText(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        return value.isString() ? value.asString() : null;
    }

    /** The failure to be thrown where a text of the data is not what it has to be. */
    public UnreadableEvent unreadable(String reason) {
        return new UnreadableEvent(type + " " + id + ": " + reason);
    }

    private static String text(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        if (!value.isString() || value.asString().isEmpty()) {
            throw new UnreadableEvent(pointer.substring(1).replace('/', '.') + " is missing, or no text");
        }
        return value.asString();
    }
}
