package io.orderflow.notification;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Runs the reactions as a process of their own. It expects a MongoDB, and the brokers that it is told of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(NotificationConfiguration.class)
public class NotificationApplication {

    /** The settings have a name of their own, as those of every service. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(NotificationApplication.class)
                .properties("spring.config.name=notification")
                .run(arguments);
    }
}
