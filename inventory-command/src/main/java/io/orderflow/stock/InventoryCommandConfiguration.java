package io.orderflow.stock;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.STOCK_WRITE;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.access.RouteScopes;
import io.orderflow.service.aggregate.Aggregates;
import io.orderflow.service.aggregate.RegisterStreams;
import io.orderflow.stock.web.ProductController;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command side of stock. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceKitConfiguration.class, StockItem.class, ProductController.class})
public class InventoryCommandConfiguration {

    @Bean
    Repository<StockItem> stockItemRepository(Aggregates aggregates) {
        return aggregates.repositoryOf(StockItem.class);
    }

    @Bean
    StockRegister stockRegister(EventStore events) {
        return new EventStockRegister(new RegisterStreams(events));
    }

    @Bean
    MessageCatalog stockState() {
        return () -> List.of(StockState.class);
    }

    @Bean
    RouteScopes stockScopes() {
        return () -> List.of(
                route("POST", "/products", STOCK_WRITE),
                route("PUT", "/products/{sku}/price", STOCK_WRITE),
                route("POST", "/products/{sku}/receipts", STOCK_WRITE));
    }
}
