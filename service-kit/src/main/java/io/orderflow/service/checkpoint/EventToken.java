package io.orderflow.service.checkpoint;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.orderflow.api.message.MessageType;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;

/**
 * A position of the log, and the identifier of the event at that position. Stored as a checkpoint, it tells this log
 * from every other one, because an identifier is given once. Immutable.
 *
 * <p>The framework compares tokens by their positions alone, and requires of their type only that it is a {@code
 * GlobalSequenceTrackingToken}.
 */
@MessageType("log.event-token")
public final class EventToken extends GlobalSequenceTrackingToken {

    private static final long serialVersionUID = 1;

    private final String eventId;

    @JsonCreator
    public EventToken(@JsonProperty("globalIndex") long position, @JsonProperty("eventId") String eventId) {
        super(position);
        this.eventId = eventId;
    }

    @JsonProperty("eventId")
    public String eventId() {
        return eventId;
    }
}
