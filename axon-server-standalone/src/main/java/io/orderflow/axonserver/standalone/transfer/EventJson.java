package io.orderflow.axonserver.standalone.transfer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.RescheduleEventRequest;
import java.util.Base64;
import java.util.TreeMap;

/** An event, a snapshot or a scheduled event as JSON, with all that it has, so that it comes back equal. */
final class EventJson {

    private EventJson() {}

    private static JsonObject of(Event event) {
        JsonObject json = new JsonObject();
        json.addProperty("id", event.getMessageIdentifier());
        json.addProperty("timestamp", event.getTimestamp());
        if (!event.getAggregateIdentifier().isEmpty()) {
            json.addProperty("aggregate", event.getAggregateIdentifier());
            json.addProperty("aggregateType", event.getAggregateType());
            json.addProperty("sequence", event.getAggregateSequenceNumber());
        }
        json.add("payload", of(event.getPayload()));
        JsonObject metadata = new JsonObject();
        new TreeMap<>(event.getMetaDataMap()).forEach((name, value) -> metadata.add(name, of(value)));
        json.add("metaData", metadata);
        return json;
    }

    static JsonObject of(EventWithToken event) {
        JsonObject json = of(event.getEvent());
        json.addProperty("token", event.getToken());
        return json;
    }

    static JsonObject ofSnapshot(Event snapshot) {
        JsonObject json = of(snapshot);
        json.addProperty("snapshot", true);
        return json;
    }

    static JsonObject of(RescheduleEventRequest scheduled) {
        JsonObject json = of(scheduled.getEvent());
        json.addProperty("scheduled", scheduled.getToken());
        json.addProperty("due", scheduled.getInstant());
        return json;
    }

    static boolean isEvent(JsonObject json) {
        return json.has("token");
    }

    static boolean isSnapshot(JsonObject json) {
        return json.has("snapshot");
    }

    static boolean isScheduled(JsonObject json) {
        return json.has("scheduled");
    }

    static RescheduleEventRequest scheduled(JsonObject json) {
        return RescheduleEventRequest.newBuilder()
                .setToken(json.get("scheduled").getAsString())
                .setInstant(json.get("due").getAsLong())
                .setEvent(event(json, false))
                .build();
    }

    private static JsonObject of(SerializedObject object) {
        JsonObject json = new JsonObject();
        json.addProperty("type", object.getType());
        json.addProperty("revision", object.getRevision());
        json.addProperty("data", Base64.getEncoder().encodeToString(object.getData().toByteArray()));
        return json;
    }

    private static JsonObject of(MetaDataValue value) {
        JsonObject json = new JsonObject();
        switch (value.getDataCase()) {
            case TEXT_VALUE -> json.addProperty("text", value.getTextValue());
            case NUMBER_VALUE -> json.addProperty("number", value.getNumberValue());
            case BOOLEAN_VALUE -> json.addProperty("boolean", value.getBooleanValue());
            // JSON has no infinity, and no other way to say each number exactly.
            case DOUBLE_VALUE -> json.addProperty("double", Double.toString(value.getDoubleValue()));
            case BYTES_VALUE -> json.add("object", of(value.getBytesValue()));
            case DATA_NOT_SET -> {
                // An empty object stands for it.
            }
        }
        return json;
    }

    static Event event(JsonObject json, boolean snapshot) {
        Event.Builder event = Event.newBuilder()
                .setMessageIdentifier(json.get("id").getAsString())
                .setTimestamp(json.get("timestamp").getAsLong())
                .setPayload(object(json.getAsJsonObject("payload")))
                .setSnapshot(snapshot);
        if (json.has("aggregate")) {
            event.setAggregateIdentifier(json.get("aggregate").getAsString())
                    .setAggregateType(json.get("aggregateType").getAsString())
                    .setAggregateSequenceNumber(json.get("sequence").getAsLong());
        }
        json.getAsJsonObject("metaData").asMap()
                .forEach((name, value) -> event.putMetaData(name, value(value.getAsJsonObject())));
        return event.build();
    }

    private static SerializedObject object(JsonObject json) {
        return SerializedObject.newBuilder()
                .setType(json.get("type").getAsString())
                .setRevision(json.get("revision").getAsString())
                .setData(ByteString.copyFrom(Base64.getDecoder().decode(json.get("data").getAsString())))
                .build();
    }

    private static MetaDataValue value(JsonObject json) {
        MetaDataValue.Builder value = MetaDataValue.newBuilder();
        json.asMap().forEach((kind, element) -> set(value, kind, element));
        return value.build();
    }

    private static void set(MetaDataValue.Builder value, String kind, JsonElement element) {
        switch (kind) {
            case "text" -> value.setTextValue(element.getAsString());
            case "number" -> value.setNumberValue(element.getAsLong());
            case "boolean" -> value.setBooleanValue(element.getAsBoolean());
            case "double" -> value.setDoubleValue(Double.parseDouble(element.getAsString()));
            case "object" -> value.setBytesValue(object(element.getAsJsonObject()));
            default -> throw new IllegalStateException("There is no kind of metadata " + kind);
        }
    }
}
