package io.orderflow.query.log;

import io.orderflow.api.message.MessageType;
import io.orderflow.projection.api.Events;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.Origin;
import io.orderflow.service.message.UnreadableMessage;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows events of the log, also those that this process cannot read. Thread-safe. */
final class EventReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();
    private static final char AFTER_KIND = ':';

    private final Serializer serializer;

    EventReader(Serializer serializer) {
        this.serializer = serializer;
    }

    LoggedEvent show(EventMessage<?> event) {
        Optional<UnreadableMessage> unreadable = UnreadableMessage.of(event);
        String stream = streamOf(event);
        return new LoggedEvent(MessageTypes.nameOf(event),
                unreadable.map(one -> one.stored().getType().getRevision()).orElseGet(() -> revisionOf(event)),
                event.getTimestamp(), Events.positionOf(event), event.getIdentifier(), stream,
                stream == null ? null : idOf(stream),
                event instanceof DomainEventMessage<?> domain ? domain.getSequenceNumber() : null,
                unreadable.map(one -> stored(one.stored())).orElseGet(() -> JSON.valueToTree(event.getPayload())),
                text(event, Origin.CORRELATION_ID), text(event, Origin.CAUSATION_ID), text(event, Origin.ACTOR),
                text(event, Origin.TRACE_ID), text(event, Origin.COMMAND), text(event, Origin.COMMAND_CAUSATION_ID),
                text(event, Origin.REASON));
    }

    /** The payload as text, to be searched. */
    String payloadText(EventMessage<?> event) {
        JsonNode payload = show(event).payload();
        return payload == null ? "" : payload.toString();
    }

    static @Nullable String streamOf(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> domain ? domain.getAggregateIdentifier() : null;
    }

    /** The name of a stream without its kind. */
    static String idOf(String stream) {
        return stream.substring(stream.indexOf(AFTER_KIND) + 1);
    }

    private static @Nullable String revisionOf(EventMessage<?> event) {
        MessageType type = event.getPayloadType().getAnnotation(MessageType.class);
        return type == null ? null : type.revision();
    }

    private @Nullable JsonNode stored(SerializedObject<?> payload) {
        try {
            JsonNode json = JSON.readTree(serializer.getConverter().convert(payload, String.class).getData());
            return json.isObject() ? json : null;
        } catch (JacksonException | SerializationException noJson) {
            return null;
        }
    }

    private static @Nullable String text(EventMessage<?> event, String key) {
        Object value = event.getMetaData().get(key);
        return value == null ? null : value.toString();
    }
}
