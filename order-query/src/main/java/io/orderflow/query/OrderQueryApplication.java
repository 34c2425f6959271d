package io.orderflow.query;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Runs the read side of orders as a process of its own. It expects an Axon Server and a MongoDB. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(OrderQueryConfiguration.class)
public class OrderQueryApplication {

    /** The settings have a name of their own, because on the platform all services share one class path. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(OrderQueryApplication.class)
                .properties("spring.config.name=order-query")
                .run(arguments);
    }
}
