package io.orderflow.gateway.route;

import io.orderflow.gateway.backend.RequestKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One row of the table of routes.
 *
 * @param paths   patterns of paths
 * @param takes   which requests it takes
 * @param service the name of the service that answers; of several the first that does not answer 404
 * @param timeout the time until the head of the answer; a {@code Prefer: wait} prolongs it
 */
record Route(@NotEmpty List<String> paths, @NotNull @DefaultValue("ALL") RequestKind takes,
        @NotEmpty List<@NotBlank String> service, @NotNull @DefaultValue(Route.TIMEOUT) Duration timeout) {

    static final String TIMEOUT = "15s";

    boolean fits(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return paths.stream()
                .anyMatch(pattern -> PathPatternParser.defaultInstance.parse(pattern).matches(parsed));
    }
}
