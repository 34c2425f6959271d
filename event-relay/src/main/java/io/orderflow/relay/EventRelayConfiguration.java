package io.orderflow.relay;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.OPERATIONS;

import io.orderflow.relay.kafka.KafkaConfiguration;
import io.orderflow.relay.live.LiveConfiguration;
import io.orderflow.relay.rabbitmq.RabbitConfiguration;
import io.orderflow.relay.replay.ReplayConfiguration;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.access.RouteScopes;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Publishes integration events to the brokers that are configured, which may be none. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceKitConfiguration.class, KafkaConfiguration.class, RabbitConfiguration.class, LiveConfiguration.class,
        ReplayConfiguration.class})
public class EventRelayConfiguration {

    @Bean
    RouteScopes relayScopes() {
        return () -> List.of(
                route("GET", "/relays", OPERATIONS),
                route("POST", "/relays/{name}/replays", OPERATIONS),
                route("GET", "/replays", OPERATIONS),
                route("GET", "/replays/{id}", OPERATIONS),
                route("DELETE", "/replays/{id}", OPERATIONS));
    }
}
