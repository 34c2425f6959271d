package io.orderflow.gateway.route;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The routes of the gateway.
 *
 * @param routes         the table of routes; the first that fits a request counts
 * @param trustedProxies which addresses may say in {@code X-Forwarded} headers for whom and for which public address
 *                       they send a request, as a regular expression; by default none
 */
@Validated
@ConfigurationProperties("orderflow.gateway")
public record RouteSettings(@NotEmpty List<@Valid Route> routes, @NotNull @DefaultValue("") String trustedProxies) {

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
