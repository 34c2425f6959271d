package io.orderflow.relay;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Runs the relay as a process of its own. It expects an Axon Server, a MongoDB, and the brokers that it is told of. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(EventRelayConfiguration.class)
public class EventRelayApplication {

    /** The settings have a name of their own, because on the platform all services share one class path. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(EventRelayApplication.class)
                .properties("spring.config.name=event-relay")
                .run(arguments);
    }
}
