package io.orderflow.service.stage;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;

/** The values of the variables in the paths to which a client is sent. Not thread-safe. */
final class PathVariables {

    private final Map<String, Object> variables = new HashMap<>();

    PathVariables(HttpServletRequest request) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> ofPath) {
            learn(ofPath);
        }
    }

    void learn(Map<?, ?> more) {
        more.forEach((name, value) -> {
            if (value instanceof String text) {
                variables.put(name.toString(), text);
            }
        });
    }

    /** Learns the variables from the path of a created resource. */
    void learn(String template, @Nullable String location) {
        PathMatchInfo match = location == null
                ? null
                : PathPatternParser.defaultInstance.parse(template)
                        .matchAndExtract(PathContainer.parsePath(location));
        if (match != null) {
            learn(match.getUriVariables());
        }
    }

    Optional<String> find(String variable) {
        return Optional.ofNullable(variables.get(variable)).map(Object::toString);
    }

    /** The path, unless a variable of it is not known. */
    Optional<String> path(String template) {
        try {
            return Optional
                    .of(UriComponentsBuilder.fromPath(template).buildAndExpand(variables).encode().toUriString());
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
