package io.orderflow.platform.description;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the requests that a description gives as examples, as its page does for a person who tries a route. */
public final class DescribedExamples {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A request of a route. */
    public record Example(String method, String path, Map<String, String> headers, @Nullable JsonNode body) {}

    private final JsonNode document;

    public DescribedExamples(JsonNode document) {
        this.document = document;
    }

    /** The request of the route that has this name, with all that is required. */
    public Example of(String operationId) {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (operation.getValue().path("operationId").asString("").equals(operationId)) {
                    return example(operation.getKey().toUpperCase(), path.getKey(), operation.getValue());
                }
            }
        }
        throw new IllegalArgumentException("No route is named " + operationId);
    }

    private Example example(String method, String template, JsonNode operation) {
        String path = template;
        Map<String, String> headers = new LinkedHashMap<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asString();
            JsonNode schema = parameter.path("schema");
            String value = parameter.path("example").asString(schema.path("example").asString(""));
            if (parameter.path("in").asString().equals("path")) {
                path = path.replace("{" + name + "}", value);
            } else if (parameter.path("required").asBoolean(false)) {
                headers.put(name, value);
            }
        }
        JsonNode body = operation.path("requestBody").path("content").path("application/json").path("schema");
        return new Example(method, path, headers, body.isMissingNode() ? null : value(body));
    }

    private JsonNode value(JsonNode described) {
        String reference = described.path("$ref").asString("");
        JsonNode schema = reference.isEmpty() ? described : document.at(reference.substring(1));
        if (schema.has("example")) {
            return schema.path("example");
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        return switch (schema.path("type").asString("")) {
            case "object" -> {
                ObjectNode object = NODES.objectNode();
                schema.path("properties").properties()
                        .forEach(field -> object.set(field.getKey(), value(field.getValue())));
                yield object;
            }
            case "array" -> NODES.arrayNode().add(value(schema.path("items")));
            case "integer" -> NODES.numberNode(0);
            case "boolean" -> NODES.booleanNode(true);
            default -> NODES.stringNode("string");
        };
    }
}
