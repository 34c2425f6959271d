package io.orderflow.gateway.route;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The routes of the gateway.
 *
 * @param routes the table of routes; the first that fits a request counts
 */
@Validated
@ConfigurationProperties("orderflow.gateway")
public record RouteSettings(@NotEmpty List<@Valid Route> routes) {

    /** The names of all services. */
    List<String> services() {
        return routes.stream().flatMap(route -> route.service().stream()).distinct().toList();
    }

    /** The services that are asked for what a path names, one after the other; none where no row fits. */
    public List<String> servicesOf(String path) {
        return routes.stream()
                .filter(route -> route.fits(path))
                .findFirst()
                .map(Route::service)
                .orElse(List.of());
    }
}
