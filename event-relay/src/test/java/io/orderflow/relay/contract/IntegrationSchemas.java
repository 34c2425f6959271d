package io.orderflow.relay.contract;

import io.orderflow.api.message.Personal;
import io.orderflow.relay.contract.IntegrationEvent.Amount;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Describes the records of integration events as JSON Schemas, and all of them together as AsyncAPI. */
final class IntegrationSchemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private IntegrationSchemas() {}

    /** The schema of the data of each event, by the name of its file. */
    static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> schemas = new TreeMap<>();
        IntegrationEvents.types().forEach(type -> schemas.put(fileOf(type), schemaOf(type)));
        return schemas;
    }

    private static String fileOf(Class<?> type) {
        PublicType named = type.getAnnotation(PublicType.class);
        return named.value() + "." + named.version() + ".json";
    }

    private static ObjectNode schemaOf(Class<?> type) {
        PublicType named = type.getAnnotation(PublicType.class);
        ObjectNode schema = NODES.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:orderflow:schema:" + named.value() + ":" + named.version())
                .put("title", named.value());
        return schema.setAll(objectOf(type));
    }

    /** A field that may be absent is never null: it is left out. */
    private static ObjectNode objectOf(Class<?> record) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : record.getRecordComponents()) {
            String name = nameOf(component);
            ObjectNode value = valueOf(component.getAnnotatedType());
            if (component.isAnnotationPresent(Personal.class)) {
                value.put("x-personal", true);
            }
            properties.set(name, value);
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            }
        }
        return schema;
    }

    /** In snake case, as the encoder writes it; the tests hold its messages to this. */
    private static String nameOf(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase();
    }

    private static ObjectNode valueOf(AnnotatedType declared) {
        if (declared instanceof AnnotatedParameterizedType list) {
            ObjectNode schema = NODES.objectNode().put("type", "array");
            schema.set("items", valueOf(list.getAnnotatedActualTypeArguments()[0]));
            return schema;
        }
        Class<?> type = (Class<?>) declared.getType();
        if (type == Amount.class) {
            ObjectNode schema = objectOf(type);
            ((ObjectNode) schema.at("/properties/amount")).put("pattern", "^[0-9]+(\\.[0-9]+)?$");
            return schema;
        }
        if (type == int.class || type == long.class) {
            return NODES.objectNode().put("type", "integer");
        }
        if (type == String.class) {
            return NODES.objectNode().put("type", "string");
        }
        if (type.isEnum()) {
            ObjectNode schema = NODES.objectNode().put("type", "string");
            ArrayNode values = schema.putArray("enum");
            Stream.of(type.getEnumConstants()).map(Object::toString).sorted().forEach(values::add);
            return schema;
        }
        if (type.isRecord()) {
            return objectOf(type);
        }
        throw new AssertionError("No schema for " + type + ": integration events have texts, whole numbers, enums, "
                + "records, and lists of these");
    }

    /** The description of all messages, whose data the files beside it describe. */
    static ObjectNode asyncApi() {
        ObjectNode api = NODES.objectNode().put("asyncapi", "3.0.0");
        api.putObject("info")
                .put("title", "Orderflow integration events")
                .put("version", "1")
                .put("description",
                        "Published to Kafka by context and key, or to RabbitMQ with the type as the routing "
                                + "key; at least once, in order by key.");
        ObjectNode channels = api.putObject("channels");
        ObjectNode operations = api.putObject("operations");
        ObjectNode messages = api.putObject("components").putObject("messages");
        for (BusinessContext context : BusinessContext.values()) {
            List<Class<?>> types = IntegrationEvents.types().filter(type -> contextOf(type) == context).toList();
            channel(channels, operations, context.title(), "orderflow." + context.title(), "kafka", types);
            types.forEach(type -> message(messages, type));
        }
        channel(channels, operations, "exchange", "orderflow.events", "amqp", IntegrationEvents.types().toList());
        return api;
    }

    private static BusinessContext contextOf(Class<?> type) {
        return Stream.of(BusinessContext.values())
                .filter(context -> type.getEnclosingClass().getSimpleName().toUpperCase()
                        .startsWith(context.name().replaceFirst("S$", "")))
                .findFirst()
                .orElseThrow();
    }

    private static void channel(ObjectNode channels, ObjectNode operations, String name, String address,
            String protocol, List<Class<?>> types) {
        ObjectNode channel = channels.putObject(name).put("address", address);
        ObjectNode bindings = channel.putObject("bindings").putObject(protocol);
        if (protocol.equals("amqp")) {
            bindings.put("is", "routingKey").putObject("exchange").put("name", address).put("type", "topic").put(
                    "durable", true);
        } else {
            bindings.put("topic", address);
        }
        ObjectNode messages = channel.putObject("messages");
        types.forEach(type -> messages.putObject(nameOf(type)).put("$ref", "#/components/messages/" + nameOf(type)));
        operations.putObject("publish-" + name).put("action", "send").putObject("channel").put("$ref",
                "#/channels/" + name);
    }

    private static String nameOf(Class<?> type) {
        return type.getAnnotation(PublicType.class).value();
    }

    private static void message(ObjectNode messages, Class<?> type) {
        ObjectNode message = messages.putObject(nameOf(type))
                .put("name", nameOf(type))
                .put("contentType", "application/json");
        ObjectNode payload = message.putObject("payload").put("type", "object");
        ObjectNode properties = payload.putObject("properties");
        ArrayNode required = payload.putArray("required");
        for (RecordComponent component : EventEncoder.Envelope.class.getRecordComponents()) {
            String name = nameOf(component);
            switch (name) {
                case "event_type" -> properties.putObject(name).put("const", nameOf(type));
                case "version" -> properties.putObject(name).put("const",
                        type.getAnnotation(PublicType.class).version());
                case "timestamp" -> properties.putObject(name).put("type", "string").put("format", "date-time");
                case "data" -> properties.putObject(name).put("$ref", "events/" + fileOf(type));
                default -> properties.putObject(name).put("type", "string");
            }
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            }
        }
    }
}
