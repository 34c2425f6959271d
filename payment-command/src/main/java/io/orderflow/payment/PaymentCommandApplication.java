package io.orderflow.payment;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Runs the command side of payments as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(PaymentCommandConfiguration.class)
public class PaymentCommandApplication {

    /** Names the service's own settings, which must not be read where several services share one process. */
    static final String SETTINGS = "spring.config.name=payment-command";

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(PaymentCommandApplication.class).properties(SETTINGS).run(arguments);
    }
}
