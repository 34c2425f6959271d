package io.orderflow.platform.fuzz;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One method of one path, as it is described.
 *
 * @param body the schema of its body, absent where it has none
 */
public record Route(String method, String path, List<Parameter> parameters, @Nullable JsonNode body) {

    /**
     * What a route is told beside its body.
     *
     * @param in path, query or header
     */
    public record Parameter(String name, String in, boolean required, JsonNode schema) {}

    public List<Parameter> in(String place) {
        return parameters.stream().filter(parameter -> parameter.in().equals(place)).toList();
    }
}
