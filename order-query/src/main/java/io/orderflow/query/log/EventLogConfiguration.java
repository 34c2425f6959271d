package io.orderflow.query.log;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.OPERATIONS;

import io.orderflow.service.access.RouteScopes;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Shows the event log over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import({EventLog.class, EventLogTail.class, EventLogController.class})
public class EventLogConfiguration {

    @Bean
    RouteScopes eventLogScopes() {
        return () -> List.of(
                route("GET", "/events", OPERATIONS),
                route("GET", "/events/{position}", OPERATIONS),
                route("GET", "/events/updates", OPERATIONS));
    }
}
