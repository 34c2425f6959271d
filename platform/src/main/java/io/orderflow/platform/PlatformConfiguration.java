package io.orderflow.platform;

import io.orderflow.account.AccountLedgerConfiguration;
import io.orderflow.order.OrderCommandConfiguration;
import io.orderflow.payment.PaymentCommandConfiguration;
import io.orderflow.query.OrderQueryConfiguration;
import io.orderflow.stock.InventoryCommandConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** All services in one context. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({OrderCommandConfiguration.class, PaymentCommandConfiguration.class, InventoryCommandConfiguration.class,
        AccountLedgerConfiguration.class, OrderQueryConfiguration.class})
class PlatformConfiguration implements WebMvcConfigurer {

    /** Whoever opens the platform in a browser lands where it can be tried. */
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "/swagger-ui.html");
    }
}
