package io.orderflow.customer;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.CUSTOMERS_WRITE;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.customer.web.CustomerController;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.access.RouteScopes;
import io.orderflow.service.aggregate.Aggregates;
import java.util.List;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command side of customers. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceKitConfiguration.class, Customer.class, CustomerController.class})
public class CustomerCommandConfiguration {

    @Bean
    Repository<Customer> customerRepository(Aggregates aggregates) {
        return aggregates.repositoryOf(Customer.class);
    }

    @Bean
    MessageCatalog customerState() {
        return () -> List.of(CustomerState.class);
    }

    @Bean
    RouteScopes customerScopes() {
        return () -> List.of(
                route("POST", "/customers", CUSTOMERS_WRITE),
                route("PUT", "/customers/{customerId}/name", CUSTOMERS_WRITE),
                route("PUT", "/customers/{customerId}/email", CUSTOMERS_WRITE));
    }
}
