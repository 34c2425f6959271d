package io.orderflow.service.description;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import java.util.Map;
import org.springframework.web.method.HandlerMethod;

/**
 * What a room or a module adds to the description of each route, to be contributed as a bean. The beans are asked in
 * their order ({@link org.springframework.core.annotation.Order}): one that adds an answer comes before those that add
 * headers to every answer. Stateless.
 */
@FunctionalInterface
public interface RouteDescription {

    /** Completes the description of the route that this method of a controller handles. */
    void describe(Operation operation, HandlerMethod method);

    /** The headers that problems may have because of what it describes. */
    default Map<String, Header> headersOfProblems() {
        return Map.of();
    }
}
