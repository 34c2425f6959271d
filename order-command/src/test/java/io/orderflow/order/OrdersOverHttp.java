package io.orderflow.order;

import io.orderflow.order.web.Intake;
import io.orderflow.order.web.OrderController;
import io.orderflow.saga.OrderLetters;
import io.orderflow.saga.OrderSaga;
import io.orderflow.saga.web.DeadlineController;
import io.orderflow.saga.web.InterventionController;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.aggregate.Aggregates;
import io.orderflow.service.deadletter.DeadLetterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.Repository;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Orders and sagas with their HTTP interface, with the event store in memory and no manager. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ServiceKitConfiguration.class, Order.class, OrderController.class, OrderSaga.class,
        InterventionController.class, DeadlineController.class})
class OrdersOverHttp {

    /** Whether as many orders are under way as there may be. */
    final AtomicBoolean full = new AtomicBoolean();

    @Bean
    Intake intake() {
        return new Intake(full::get);
    }

    @Bean
    EventStore eventStore() {
        return EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
    }

    @Bean
    Repository<Order> orderRepository(Aggregates aggregates) {
        return aggregates.repositoryOf(Order.class);
    }

    @Bean
    Repository<OrderSaga> orderSagaRepository(Aggregates aggregates) {
        return aggregates.repositoryOf(OrderSaga.class);
    }

    @Bean
    OrderLetters orderLetters(DeadLetterRegistry letters) {
        return new OrderLetters(letters);
    }
}
