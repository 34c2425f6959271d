package io.orderflow.order;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.OPERATIONS;
import static io.orderflow.service.access.Scope.ORDERS_WRITE;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.saga.SagaQuery;
import io.orderflow.order.web.Intake;
import io.orderflow.order.web.OrderController;
import io.orderflow.saga.DueTimes;
import io.orderflow.saga.OrderLetters;
import io.orderflow.saga.OrderRequests;
import io.orderflow.saga.OrderSaga;
import io.orderflow.saga.OrderSagaManager;
import io.orderflow.saga.OrderSagaSettings;
import io.orderflow.saga.PaymentRequests;
import io.orderflow.saga.SagaCommand;
import io.orderflow.saga.SagaState;
import io.orderflow.saga.StockRequests;
import io.orderflow.saga.batch.SagaBatchConfiguration;
import io.orderflow.saga.web.DeadlineController;
import io.orderflow.saga.web.InterventionController;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.access.RouteScopes;
import io.orderflow.service.aggregate.Aggregates;
import io.orderflow.service.deadletter.DeadLetterRegistry;
import io.orderflow.service.message.Commands;
import io.orderflow.service.processor.Backlog;
import io.orderflow.service.processor.ProcessorConfiguration;
import io.orderflow.service.processor.ProcessorDefinition;
import io.orderflow.service.processor.ProcessorWatch;
import java.util.List;
import java.util.Set;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.scheduling.EventScheduler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Repository;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command side of orders: the aggregate, its process, and HTTP. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceKitConfiguration.class, ProcessorConfiguration.class, Order.class, OrderController.class,
        OrderSaga.class,
        StockRequests.class, PaymentRequests.class, RefundPolicy.class, InterventionController.class,
        DeadlineController.class, SagaBatchConfiguration.class})
@EnableConfigurationProperties({OrderSagaSettings.class, IntakeSettings.class})
public class OrderCommandConfiguration {

    /** The streams that are named after their order. */
    private static final Set<String> KINDS = Set.of("order", "saga", "payment");

    @Bean
    Repository<Order> orderRepository(Aggregates aggregates) {
        return aggregates.repositoryOf(Order.class);
    }

    @Bean
    Repository<OrderSaga> orderSagaRepository(Aggregates aggregates) {
        return aggregates.repositoryOf(OrderSaga.class);
    }

    @Bean
    MessageCatalog orderMessages() {
        return () -> List.of(RecordRefund.class, SagaCommand.class, SagaState.class, SagaQuery.class);
    }

    @Bean
    OrderSagaManager orderSagaManager(Commands commands, PauseDetector pauses) {
        return new OrderSagaManager(commands, pauses::hasPausedSince);
    }

    @Bean
    OrderRequests orderRequests(Commands commands, EventScheduler scheduler, OrderSagaSettings settings,
            StockRequests stock, PaymentRequests payments) {
        return new OrderRequests(commands, scheduler, settings, stock, payments);
    }

    @Bean
    DueTimes dueTimes(EventStore events, OrderSagaSettings settings) {
        DueTimes dueTimes = new DueTimes(settings);
        events.registerDispatchInterceptor(dueTimes);
        return dueTimes;
    }

    @Bean
    OrderLetters orderLetters(DeadLetterRegistry letters) {
        return new OrderLetters(letters);
    }

    @Bean
    ProcessorDefinition refundProcessor() {
        return new ProcessorDefinition(RefundPolicy.NAME, Set.of("payment"), OrderSagaManager::orderOf,
                RefundPolicy.ONLY_ASKS);
    }

    @Bean
    ProcessorDefinition orderSagaProcessor() {
        return new ProcessorDefinition(OrderSagaManager.PROCESSOR, KINDS, OrderSagaManager::orderOf,
                OrderSagaManager.ONLY_ASKS);
    }

    @Bean
    ProcessorDefinition stockRequestsProcessor() {
        return new ProcessorDefinition(StockRequests.PROCESSOR, KINDS, OrderSagaManager::orderOf,
                OrderSagaManager.PROCESSOR, StockRequests.ONLY_ASKS);
    }

    @Bean
    ProcessorDefinition paymentRequestsProcessor() {
        return new ProcessorDefinition(PaymentRequests.PROCESSOR, KINDS, OrderSagaManager::orderOf,
                OrderSagaManager.PROCESSOR, PaymentRequests.ONLY_ASKS);
    }

    @Bean
    Backlog orderBacklog(EventProcessingConfiguration processing, ProcessorWatch watch, IntakeSettings settings) {
        return Backlog.watch(processing, watch, OrderSagaManager.PROCESSOR, settings.maxLag(), settings.burst());
    }

    @Bean
    PauseDetector orderPauses(EventStore events, Backlog orderBacklog, OrderSagaSettings settings) {
        return new PauseDetector(GenericEventMessage.clock, events::createHeadToken, orderBacklog::behind,
                settings.maxPause());
    }

    @Bean
    OrderMeters orderMeters() {
        return new OrderMeters();
    }

    @Bean
    MeterBinder intakeMeters(Backlog orderBacklog, Intake intake) {
        return registry -> IntakeMeters.bindTo(registry, orderBacklog, intake);
    }

    @Bean
    Intake intake(Backlog orderBacklog) {
        return new Intake(orderBacklog::isFull);
    }

    @Bean
    RouteScopes orderScopes() {
        return () -> List.of(
                route("POST", "/orders", ORDERS_WRITE),
                route("POST", "/orders/{orderId}/cancellation", ORDERS_WRITE),
                route("POST", "/orders/{orderId}/shipment", OPERATIONS),
                route("POST", "/sagas/{orderId}/retry", OPERATIONS),
                route("POST", "/sagas/{orderId}/skip", OPERATIONS),
                route("POST", "/sagas/{orderId}/cancellation", OPERATIONS),
                route("POST", "/deadlines/{deadlineId}/move", OPERATIONS),
                route("POST", "/deadlines/{deadlineId}/cancellation", OPERATIONS));
    }
}
