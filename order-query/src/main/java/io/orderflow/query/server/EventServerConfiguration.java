package io.orderflow.query.server;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.OPERATIONS;

import io.orderflow.service.access.RouteScopes;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Shows the event server and its clients over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import({EventServer.class, ServerActions.class, CommitMeters.class, ServerController.class})
public class EventServerConfiguration {

    @Bean
    RouteScopes serverScopes() {
        return () -> List.of(
                route("GET", "/server", OPERATIONS),
                route("GET", "/server/processors", OPERATIONS),
                route("POST", "/server/processors/{component}/{name}/pause", OPERATIONS),
                route("POST", "/server/processors/{component}/{name}/start", OPERATIONS),
                route("POST", "/server/processors/{component}/{name}/split", OPERATIONS),
                route("POST", "/server/processors/{component}/{name}/merge", OPERATIONS),
                route("GET", "/server/backups", OPERATIONS),
                route("POST", "/server/backups", OPERATIONS));
    }
}
