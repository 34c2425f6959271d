package io.orderflow.order;

import io.orderflow.order.web.Intake;
import io.orderflow.order.web.OrderController;
import io.orderflow.order.web.TooManyOrdersUnderWay;
import io.orderflow.service.ServiceKitConfiguration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The order and its HTTP interface, with the event store in memory and no process. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ServiceKitConfiguration.class, Order.class, OrderController.class})
class OrdersOverHttp {

    /** Whether as many orders are under way as there may be. */
    final AtomicBoolean full = new AtomicBoolean();

    @Bean
    Intake intake() {
        return () -> {
            if (full.get()) {
                throw new TooManyOrdersUnderWay();
            }
        };
    }

    @Bean
    EventStore eventStore() {
        return EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
    }
}
