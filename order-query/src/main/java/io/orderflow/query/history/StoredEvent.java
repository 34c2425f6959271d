package io.orderflow.query.history;

import io.orderflow.query.history.OrderHistory.Entry;
import io.orderflow.service.message.MessageTypes;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event as the document of a history has it: the text of a {@link HistoryItem}, field by field. */
record StoredEvent(long position, JsonNode item) {

    private static final JsonMapper JSON = new JsonMapper();

    static StoredEvent of(Entry entry) {
        return new StoredEvent(entry.position(), JSON.readTree(entry.json()));
    }

    String type() {
        return item.path("type").asString();
    }

    String eventId() {
        return item.path("eventId").asString();
    }

    Instant time() {
        return Instant.parse(item.path("time").asString());
    }

    /** Its place in its stream; 0 where it is of none. */
    long version() {
        JsonNode version = item.path("version");
        return version.isIntegralNumber() ? version.asLong() : 0;
    }

    @Nullable
    String text(String field) {
        JsonNode value = item.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asString();
    }

    /**
     * The event itself, in the present shape of its type; empty where this process does not know the type. A document has
     * the present text of its events, because a change of their shapes makes a new revision of the projection.
     */
    Optional<EventMessage<?>> event(MessageTypes types) {
        return types.classOf(type()).map(this::eventOf);
    }

    private EventMessage<?> eventOf(Class<?> type) {
        GenericMessage<Object> message = new GenericMessage<>(eventId(), JSON.treeToValue(item.get("payload"), type),
                MetaData.emptyInstance());
        String stream = text("aggregate");
        return stream == null
                ? new GenericEventMessage<>(message, this::time)
                : new GenericDomainEventMessage<>(stream, stream, version(), message, this::time);
    }
}
