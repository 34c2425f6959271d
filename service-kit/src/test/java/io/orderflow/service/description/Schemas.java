package io.orderflow.service.description;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of a description, to judge values by. They are those of OpenAPI 3.0, which differ from JSON Schema in how
 * they allow null. An object has no field that is not described. Thread-safe.
 */
final class Schemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode components;
    private final Map<JsonNode, Schema> known = new ConcurrentHashMap<>();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);

    Schemas(JsonNode document) {
        components = plain(document.path("components").path("schemas"));
    }

    /** What is wrong with the value. */
    List<String> faultsOf(JsonNode schema, JsonNode value) {
        return known.computeIfAbsent(schema, this::read).validate(value).stream().map(Error::toString).toList();
    }

    /** What is wrong with the text of a header. */
    List<String> faultsOf(JsonNode schema, String text) {
        return faultsOf(schema, switch (schema.path("type").asString("")) {
            case "integer", "boolean" -> new JsonMapper().readTree(text);
            default -> NODES.stringNode(text);
        });
    }

    private Schema read(JsonNode schema) {
        ObjectNode whole = NODES.objectNode();
        whole.set("allOf", NODES.arrayNode().add(plain(schema)));
        whole.set("components", NODES.objectNode().set("schemas", components));
        return registry.getSchema(whole);
    }

    private static JsonNode plain(JsonNode schema) {
        if (schema.isArray()) {
            return schema.valueStream().map(Schemas::plain).collect(NODES::arrayNode, (all, one) -> all.add(one),
                    (all, more) -> all.addAll(more));
        }
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode plain = NODES.objectNode();
        schema.properties().forEach(field -> plain.set(field.getKey(), plain(field.getValue())));
        if (plain.path("properties").isObject() && !plain.has("additionalProperties")) {
            plain.put("additionalProperties", false);
        }
        if (!plain.path("nullable").asBoolean(false)) {
            return plain;
        }
        ObjectNode nothing = NODES.objectNode().put("type", "null");
        return NODES.objectNode().set("anyOf", NODES.arrayNode().add(plain).add(nothing));
    }
}
