package io.orderflow.relay.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Writes integration events as JSON, with names in snake case; what is absent is left out. Thread-safe. */
public final class EventEncoder {

    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(each -> each.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private static final String PLAIN_JSON = "application/json";
    private static final String SCHEMA = "urn:orderflow:schema:%s:%d";

    private final MessageFormat format;
    private final String source;

    /**
     * The envelope.
     *
     * @param eventId the same in every repetition
     * @param subject the identifier of what the event is about
     */
    record Envelope(String eventType, int version, String eventId, String timestamp, String subject,
            @Nullable String correlationId, @Nullable String causationId, @Nullable String traceId,
            IntegrationEvent data) {}

    /** @param source the attribute {@code source} of CloudEvents: a URI reference */
    public EventEncoder(MessageFormat format, String source) {
        this.format = format;
        this.source = source;
    }

    public EncodedEvent encode(PublicEvent event) {
        return switch (format) {
            case ENVELOPE -> encoded(event, envelope(event), PLAIN_JSON, Map.of());
            case CLOUDEVENTS_STRUCTURED -> encoded(event, structured(event), "application/cloudevents+json", Map.of());
            case CLOUDEVENTS_BINARY -> encoded(event, event.data(), PLAIN_JSON, attributes(event));
        };
    }

    private static EncodedEvent encoded(PublicEvent event, Object body, String contentType,
            Map<String, String> attributes) {
        return new EncodedEvent(event.id(), event.type(), event.data().context(), event.data().key(),
                JSON.writeValueAsBytes(body), contentType, attributes);
    }

    private static Envelope envelope(PublicEvent event) {
        return new Envelope(event.type(), event.version(), event.id(), text(event.time()), event.data().subject(),
                event.correlationId(), event.causationId(), event.traceId(), event.data());
    }

    private Map<String, Object> structured(PublicEvent event) {
        Map<String, Object> all = new LinkedHashMap<>(attributes(event));
        all.put("datacontenttype", PLAIN_JSON);
        all.put("data", event.data());
        return all;
    }

    /** Extensions of CloudEvents have names of lower-case letters and digits. */
    private Map<String, String> attributes(PublicEvent event) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("specversion", "1.0");
        all.put("id", event.id());
        all.put("source", source);
        all.put("type", event.type());
        all.put("subject", event.data().subject());
        all.put("time", text(event.time()));
        all.put("dataschema", SCHEMA.formatted(event.type(), event.version()));
        putIfPresent(all, "correlationid", event.correlationId());
        putIfPresent(all, "causationid", event.causationId());
        putIfPresent(all, "traceid", event.traceId());
        return all;
    }

    private static void putIfPresent(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    private static String text(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }
}
