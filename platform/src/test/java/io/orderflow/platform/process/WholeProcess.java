package io.orderflow.platform.process;

import io.orderflow.account.AccountFixture;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import io.orderflow.order.OrderCommandConfiguration;
import io.orderflow.payment.PaymentCommandConfiguration;
import io.orderflow.payment.PaymentPolicy;
import io.orderflow.payment.AccountAnswers;
import io.orderflow.payment.AccountLedger;
import io.orderflow.query.sagas.SagaView;
import io.orderflow.query.sagas.SagasProjection;
import io.orderflow.saga.OrderRequests;
import io.orderflow.saga.OrderSagaManager;
import io.orderflow.saga.OrderSagaSettings;
import io.orderflow.saga.PaymentRequests;
import io.orderflow.saga.StockRequests;
import io.orderflow.service.message.Commands;
import io.orderflow.stock.StockFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.spring.stereotype.Aggregate;
import org.axonframework.test.eventscheduler.StubEventScheduler;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Import;

/** Every aggregate, the manager and the policy as they are, with one order of two lines, on one thread. */
final class WholeProcess implements AutoCloseable {

    static final OrderId ORDER = new OrderId("o1");
    static final CustomerId CUSTOMER = new CustomerId("c1");
    static final AccountId ACCOUNT = new AccountId("a1");
    static final Sku CUP = new Sku("CUP");
    static final Sku POT = new Sku("POT");
    static final List<OrderLine> LINES = List.of(new OrderLine(CUP, 2, Money.of("9.00", "USD")),
            new OrderLine(POT, 1, Money.of("24.50", "USD")));

    private static final int MAX_ROUNDS = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final OrderSagaSettings SETTINGS = new OrderSagaSettings(TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT,
            TIMEOUT, TIMEOUT, TIMEOUT);

    private final List<EventMessage<?>> log = new ArrayList<>();
    private final StubEventScheduler scheduler = new StubEventScheduler();
    private final Configuration axon;
    private final UnreliableBus bus;
    private final Commands commands;
    private final ActingTwin manager;
    private final ActingTwin stock;
    private final ActingTwin payments;
    private final ActingTwin policy;
    private boolean interrupted;

    WholeProcess() {
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureEmbeddedEventStore(configuration -> new InMemoryEventStorageEngine());
        aggregatesOf(OrderCommandConfiguration.class, PaymentCommandConfiguration.class)
                .forEach(configurer::configureAggregate);
        axon = StockFixture.stockIn(AccountFixture.accountsIn(configurer)).buildConfiguration();
        Commands.prepare(axon.commandBus());
        axon.eventStore().subscribe(log::addAll);
        axon.start();
        bus = new UnreliableBus(axon.commandBus());
        commands = new Commands(DefaultCommandGateway.builder().commandBus(bus).build(), axon.eventStore());
        manager = new ActingTwin(log,
                () -> Stream.of(new OrderSagaManager(commands, begun -> interrupted),
                        new OrderRequests(commands, scheduler, SETTINGS, new StockRequests(commands),
                                new PaymentRequests(commands))));
        stock = new ActingTwin(log, () -> Stream.of(new StockRequests(commands)));
        payments = new ActingTwin(log, () -> Stream.of(new PaymentRequests(commands)));
        policy = new ActingTwin(log, () -> Stream.of(new PaymentPolicy(new AccountLedger(commands), commands),
                new AccountAnswers(commands)));
    }

    /** What the services' configurations name as aggregates, without a word on which these are. */
    private static Stream<Class<?>> aggregatesOf(Class<?>... configurations) {
        return Stream.of(configurations)
                .<Class<?>>flatMap(configuration -> Stream.of(configuration.getAnnotation(Import.class).value()))
                .filter(imported -> imported.isAnnotationPresent(Aggregate.class));
    }

    UnreliableBus bus() {
        return bus;
    }

    ActingTwin manager() {
        return manager;
    }

    ActingTwin stock() {
        return stock;
    }

    ActingTwin payments() {
        return payments;
    }

    ActingTwin policy() {
        return policy;
    }

    /** All that act, each with a pace of its own. */
    Stream<ActingTwin> acting() {
        return Stream.of(manager, stock, payments, policy);
    }

    /** Whether a deadline that passes from now on counts. */
    void interrupt(boolean now) {
        interrupted = now;
    }

    /** Someone outside the process sends a command. */
    void ask(Object command) {
        commands.send(command);
    }

    void happen(Object event) {
        axon.eventStore().publish(GenericEventMessage.asEventMessage(event));
    }

    /** Handles events until there are none. */
    void run() {
        while (acting().anyMatch(ActingTwin::hasNext)) {
            acting().forEach(ActingTwin::handleNext);
        }
    }

    /** Handles what can be handled by these, while somebody is away. */
    void runAsFarAsPossible(Predicate<ActingTwin> present) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            acting().filter(present).forEach(ActingTwin::handleNext);
        }
    }

    /** Handles events, one of each in turn, until the saga is at the step. */
    void runUntil(SagaStep step) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            for (ActingTwin next : acting().toList()) {
                if (saga() != null && saga().step() == step) {
                    return;
                }
                next.handleNext();
            }
        }
        throw new AssertionError("The saga does not come to " + step);
    }

    /** The deadline that is next passes; returns whether there was one. */
    boolean passDeadline() {
        if (scheduler.getScheduledItems().isEmpty()) {
            return false;
        }
        happen(scheduler.advanceToNextTrigger().getPayload());
        return true;
    }

    <E> List<E> events(Class<E> type) {
        return log.stream().map(EventMessage::getPayload).filter(type::isInstance).map(type::cast).toList();
    }

    /** The saga as its read model shows it; null before it began. */
    @Nullable
    SagaView saga() {
        SagasProjection projection = new SagasProjection();
        SagaView saga = null;
        for (EventMessage<?> event : log) {
            saga = event.getPayload() instanceof SagaEvent ? projection.fold(saga, event) : saga;
        }
        return saga;
    }

    @Override
    public void close() {
        axon.shutdown();
    }
}
