package io.orderflow.stock;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Runs the command side of stock as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(InventoryCommandConfiguration.class)
public class InventoryCommandApplication {

    /** Names the service's own settings, which must not be read where several services share one process. */
    static final String SETTINGS = "spring.config.name=inventory-command";

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(InventoryCommandApplication.class).properties(SETTINGS).run(arguments);
    }
}
