package io.orderflow.customer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Runs the command side of customers as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CustomerCommandConfiguration.class)
public class CustomerCommandApplication {

    /** Names the service's own settings, which must not be read where several services share one process. */
    static final String SETTINGS = "spring.config.name=customer-command";

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(CustomerCommandApplication.class).properties(SETTINGS).run(arguments);
    }
}
