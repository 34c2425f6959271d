package io.orderflow.order;

import io.orderflow.order.web.Intake;
import io.orderflow.order.web.OrderController;
import io.orderflow.order.web.TooManyOrdersUnderWay;
import io.orderflow.saga.OrderSaga;
import io.orderflow.saga.OrderSagaManager;
import io.orderflow.saga.OrderSagaSettings;
import io.orderflow.saga.web.InterventionController;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.acting.ActingConfiguration;
import io.orderflow.service.acting.ActingProcessor;
import io.orderflow.service.acting.Backlog;
import io.orderflow.service.aggregate.Aggregates;
import java.util.Set;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.modelling.command.Repository;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command side of orders: the aggregate, its process, and HTTP. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceKitConfiguration.class, ActingConfiguration.class, Order.class, OrderController.class, OrderSaga.class,
        OrderSagaManager.class, RefundPolicy.class, InterventionController.class})
@EnableConfigurationProperties({OrderSagaSettings.class, IntakeSettings.class})
public class OrderCommandConfiguration {

    @Bean
    Repository<Order> orderRepository(Aggregates aggregates) {
        return aggregates.repositoryOf(Order.class);
    }

    @Bean
    Repository<OrderSaga> orderSagaRepository(Aggregates aggregates) {
        return aggregates.repositoryOf(OrderSaga.class);
    }

    @Bean
    ActingProcessor orderSagaProcessor() {
        return new ActingProcessor(OrderSagaManager.PROCESSOR, Set.of("order", "saga", "payment"),
                OrderSagaManager::orderOf);
    }

    @Bean
    ActingProcessor refundProcessor() {
        return new ActingProcessor(RefundPolicy.NAME, Set.of("payment"), OrderSagaManager::orderOf);
    }

    @Bean
    Backlog orderBacklog(EventProcessingConfiguration processing, IntakeSettings settings) {
        return Backlog.watch(processing, OrderSagaManager.PROCESSOR, settings.maxLag(), settings.burst());
    }

    @Bean
    Intake intake(Backlog orderBacklog) {
        return () -> {
            if (orderBacklog.isFull()) {
                throw new TooManyOrdersUnderWay();
            }
        };
    }
}
