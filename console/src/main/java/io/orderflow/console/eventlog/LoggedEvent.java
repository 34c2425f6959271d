package io.orderflow.console.eventlog;

import com.fasterxml.jackson.annotation.JsonProperty.Access;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event of the log, as the HTTP interface shows it.
 *
 * @param aggregate the stream that it belongs to, such as {@code payment:o-1}; absent where it has none
 * @param version   its place in that stream
 * @param command    the command that caused it; absent where none is known
 * @param reason     why the person asked who caused it; absent where none was given
 * @param unreadable why the platform cannot read its content; absent where it can
 * @param orderVersion the version of the order after it; absent but in the history of an order
 * @param changes    the fields of the order that it changed; none but in the history of an order
 */
public record LoggedEvent(String type, Instant time, @Nullable Long position, String eventId,
        @Nullable String aggregate,
        @Nullable String aggregateId, @Nullable Long version, @Nullable JsonNode payload,
        @Nullable String correlationId, @Nullable String causationId, @Nullable String actor,
        @Nullable String traceId, @Nullable String unreadable, @Nullable String command,
        @Nullable String reason, @JsonProperty(access = Access.WRITE_ONLY) @Nullable Long orderVersion,
        @JsonProperty(access = Access.WRITE_ONLY) List<FieldChange> changes) {

    public LoggedEvent {
        changes = changes == null ? List.of() : changes;
    }

    /** The kind of its stream, such as {@code payment}; empty where it has no stream. */
    public String stream() {
        return aggregate == null ? "" : aggregate.replaceAll(":.*", "");
    }

    /** The identifier within its kind of stream; empty where it has no stream. */
    public String streamId() {
        return aggregate == null ? "" : aggregate.substring(aggregate.indexOf(':') + 1);
    }

    /** Its place in the log, before all others where it is not known. */
    long place() {
        return position == null ? -1 : position;
    }

    /** The content on one line. */
    public String gist() {
        return payload == null ? empty() : shown().toString();
    }

    /** The content, indented, and masked where it is personal. */
    public String pretty() {
        return payload == null ? empty() : shown().toPrettyString();
    }

    private JsonNode shown() {
        return Objects.requireNonNull(PersonalFields.mask(type, payload));
    }

    private String empty() {
        return unreadable == null ? "no content" : "not readable: " + unreadable;
    }

    /** Whether its name tells of something that did not succeed. */
    public boolean isFailure() {
        return Failures.isFailure(type);
    }

    /** The order that it belongs to, where its stream tells; null where it does not. */
    public @Nullable String orderId() {
        return switch (stream()) {
            case "order", "saga", "payment" -> streamId();
            default -> null;
        };
    }
}
