package io.orderflow.order;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Runs the command side of orders as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(OrderCommandConfiguration.class)
public class OrderCommandApplication {

    /** The settings have a name of their own, because all services share one class path where they are one process. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(OrderCommandApplication.class)
                .properties("spring.config.name=order-command")
                .run(arguments);
    }
}
