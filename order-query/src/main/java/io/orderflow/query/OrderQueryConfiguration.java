package io.orderflow.query;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.OPERATIONS;
import static io.orderflow.service.access.Scope.ORDERS_READ;
import static io.orderflow.service.access.Scope.STOCK_WRITE;

import io.orderflow.projection.ProjectionKitConfiguration;
import io.orderflow.query.customers.CustomersReadModel;
import io.orderflow.query.history.HistoryReadModel;
import io.orderflow.query.log.EventLogConfiguration;
import io.orderflow.query.orders.OrdersReadModel;
import io.orderflow.query.profiles.ProfilesReadModel;
import io.orderflow.query.sagas.SagasReadModel;
import io.orderflow.query.sales.SalesReadModel;
import io.orderflow.query.server.EventServerConfiguration;
import io.orderflow.query.stock.StockReadModel;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.access.RouteScopes;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The read models of orders, their histories, customers, stock, sales and sagas, the event log, and the event server,
 * with their HTTP interfaces.
 */
@Configuration(proxyBeanMethods = false)
@Import({ServiceKitConfiguration.class, ProjectionKitConfiguration.class, OrdersReadModel.class,
        HistoryReadModel.class, ProfilesReadModel.class, CustomersReadModel.class, StockReadModel.class,
        SalesReadModel.class, SagasReadModel.class, EventLogConfiguration.class, EventServerConfiguration.class})
public class OrderQueryConfiguration {

    @Bean
    RouteScopes queryScopes() {
        return () -> List.of(
                route("GET", "/orders", ORDERS_READ),
                route("GET", "/orders/{orderId}", ORDERS_READ),
                route("GET", "/orders/{orderId}/events", ORDERS_READ),
                route("GET", "/orders/{orderId}/versions", ORDERS_READ),
                route("GET", "/orders/{orderId}/causes", ORDERS_READ),
                route("GET", "/orders/{orderId}/updates", ORDERS_READ),
                route("GET", "/customers/{customerId}", ORDERS_READ),
                route("GET", "/products", ORDERS_READ, STOCK_WRITE),
                route("GET", "/products/{sku}", ORDERS_READ, STOCK_WRITE),
                route("GET", "/sales", OPERATIONS),
                route("GET", "/sagas", OPERATIONS),
                route("GET", "/sagas/{orderId}", OPERATIONS),
                route("GET", "/saga-count", OPERATIONS),
                route("GET", "/deadlines", OPERATIONS));
    }
}
