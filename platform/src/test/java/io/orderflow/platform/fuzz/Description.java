package io.orderflow.platform.fuzz;

import io.orderflow.platform.fuzz.Route.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The routes out of an OpenAPI description. */
public final class Description {

    private final JsonNode document;

    public Description(JsonNode document) {
        this.document = document;
    }

    /** All routes, in the order of the description. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(
                operation -> routes.add(route(operation.getKey().toUpperCase(), path.getKey(), operation.getValue()))));
        return routes;
    }

    private Route route(String method, String path, JsonNode operation) {
        List<Parameter> parameters = StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .map(parameter -> new Parameter(parameter.path("name").asString(), parameter.path("in").asString(),
                        parameter.path("required").asBoolean(false), parameter.path("schema")))
                .toList();
        JsonNode body = operation.path("requestBody").path("content").path("application/json").path("schema");
        return new Route(method, path, parameters, body.isMissingNode() ? null : body);
    }

    /** The schema itself, where it only says where that is. */
    public JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }
}
