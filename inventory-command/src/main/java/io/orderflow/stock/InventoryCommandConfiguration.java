package io.orderflow.stock;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.service.ServiceKitConfiguration;
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
}
