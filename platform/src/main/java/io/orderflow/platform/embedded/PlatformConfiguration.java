package io.orderflow.platform.embedded;

import static io.orderflow.service.access.RouteScopes.permitAll;

import io.orderflow.account.AccountLedgerConfiguration;
import io.orderflow.customer.CustomerCommandConfiguration;
import io.orderflow.order.OrderCommandConfiguration;
import io.orderflow.payment.PaymentCommandConfiguration;
import io.orderflow.query.OrderQueryConfiguration;
import io.orderflow.relay.EventRelayConfiguration;
import io.orderflow.service.access.RouteScopes;
import io.orderflow.stock.InventoryCommandConfiguration;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Puts all services in one context. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({OrderCommandConfiguration.class, PaymentCommandConfiguration.class, InventoryCommandConfiguration.class,
        AccountLedgerConfiguration.class, CustomerCommandConfiguration.class, OrderQueryConfiguration.class,
        EventRelayConfiguration.class,
        PlatformConfiguration.FrontPage.class})
public class PlatformConfiguration {

    /** Sends a person who opens the platform in a browser to the console. */
    @Hidden
    @RestController
    static class FrontPage {

        @GetMapping("/")
        ResponseEntity<Void> show() {
            return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("/console/")).build();
        }
    }

    @Bean
    RouteScopes frontPageScopes() {
        return () -> List.of(
                permitAll("GET", "/"));
    }
}
