package io.orderflow.saga;

import io.orderflow.api.message.CommandResult;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaId;
import io.orderflow.order.OrderFixture;
import io.orderflow.service.message.Commands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.test.eventscheduler.StubEventScheduler;

/**
 * Order, saga and manager as they are, with twins of stock and payment, on one thread: an event is handled when the
 * test says so, and a crash is a step back in the log.
 */
final class ProcessInMemory implements AutoCloseable {

    static final OrderSagaSettings SETTINGS = new OrderSagaSettings(Duration.ofSeconds(1), Duration.ofSeconds(2),
            Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(20),
            Duration.ofSeconds(2));

    private final List<EventMessage<?>> log = new ArrayList<>();
    private final List<Object> commands = new ArrayList<>();
    private final StubEventScheduler scheduler = new StubEventScheduler();
    private final StockTwin stock = new StockTwin(this::happen);
    private final PaymentTwin payment = new PaymentTwin(this::happen);
    private final Configuration axon;
    private final Commands sender;
    private final List<Participant> acting;
    private boolean interrupted;
    private Predicate<Object> unreachable = command -> false;
    private Predicate<Object> swallowed = command -> false;

    /** A processor with its own position in the log. */
    private final class Participant {

        private final List<AnnotationEventHandlerAdapter> handlers;
        private int position;

        Participant(Object... handlers) {
            this.handlers = Stream.of(handlers).map(AnnotationEventHandlerAdapter::new).toList();
        }

        boolean handleNext() {
            if (position == log.size()) {
                return false;
            }
            try {
                for (AnnotationEventHandlerAdapter handler : handlers) {
                    handler.handle(log.get(position));
                }
                position++;
            } catch (CommandFailed notHandled) {
                return true;
            } catch (Exception unforeseen) {
                throw new AssertionError(unforeseen);
            }
            return true;
        }
    }

    ProcessInMemory() {
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureEmbeddedEventStore(configuration -> new InMemoryEventStorageEngine());
        axon = configurer.configureAggregate(OrderFixture.aggregate())
                .configureAggregate(OrderSaga.class)
                .registerCommandHandler(configuration -> stock)
                .registerCommandHandler(configuration -> payment)
                .buildConfiguration();
        CommandBus bus = axon.commandBus();
        Commands.prepare(bus);
        bus.registerHandlerInterceptor((work, chain) -> swallowed.test(work.getMessage().getPayload())
                ? new CommandResult(0)
                : chain.proceed());
        bus.registerDispatchInterceptor(messages -> (index, message) -> deliver(message));
        axon.eventStore().registerDispatchInterceptor(new DueTimes(SETTINGS));
        axon.eventStore().subscribe(log::addAll);
        axon.start();
        sender = new Commands(axon.commandGateway(), axon.eventStore());
        PaymentRequests payments = new PaymentRequests(sender);
        StockRequests stocks = new StockRequests(sender);
        acting = List.of(
                new Participant(new OrderSagaManager(sender, begun -> interrupted),
                        new OrderRequests(sender, scheduler, SETTINGS, stocks, payments)),
                new Participant(payments), new Participant(stocks));
    }

    StockTwin stock() {
        return stock;
    }

    PaymentTwin payment() {
        return payment;
    }

    /** All that handle events. */
    Stream<AnnotationEventHandlerAdapter> handlers() {
        return acting.stream().flatMap(each -> each.handlers.stream());
    }

    StubEventScheduler scheduler() {
        return scheduler;
    }

    /** Every command that was delivered to its handler, in order. */
    List<Object> commands() {
        return commands;
    }

    List<EventMessage<?>> log() {
        return log;
    }

    List<Object> events() {
        return log.stream().<Object>map(EventMessage::getPayload).toList();
    }

    List<SagaEvent> sagaEvents() {
        return events().stream().filter(SagaEvent.class::isInstance).map(SagaEvent.class::cast).toList();
    }

    /** Someone outside the process sends a command, and has to live with the answer. */
    void ask(Object command) {
        sender.send(command);
    }

    void happen(Object event) {
        axon.eventStore().publish(GenericEventMessage.asEventMessage(event));
    }

    /** The saga's past, as an earlier version of it wrote it. */
    void happenInSaga(SagaEvent... past) {
        for (SagaEvent event : past) {
            axon.eventStore().publish(new GenericDomainEventMessage<>(OrderSaga.class.getSimpleName(),
                    new SagaId(event.orderId()).toString(), sagaEvents().size(), event));
        }
    }

    /** Such commands are taken, and nothing comes of them. */
    void swallowCommands(Predicate<Object> which) {
        swallowed = which;
    }

    /** Such commands fail before anyone has seen them. */
    void loseCommands(Predicate<Object> which) {
        unreachable = which;
    }

    /** Whether the time before now counts. */
    void interrupt(boolean now) {
        interrupted = now;
    }

    /**
     * Has the manager and those who send commands handle their next event each; where one fails, the same event is its
     * next again. Returns whether there was any.
     */
    boolean handleNext() {
        return acting.stream().map(Participant::handleNext).reduce(false, Boolean::logicalOr);
    }

    /** Handles events until there are none; the ledger answers at once. */
    void run() {
        boolean moved = true;
        while (moved) {
            moved = handleNextOrAnswer();
        }
    }

    /** Returns whether there was any event to handle, or any answer for the ledger to give. */
    boolean handleNextOrAnswer() {
        return handleNext() || payment.answerNext();
    }

    void runUntil(Class<?> event) {
        while (events().stream().noneMatch(event::isInstance)) {
            if (!handleNextOrAnswer()) {
                throw new AssertionError("There was no " + event.getSimpleName() + " in " + events());
            }
        }
    }

    /** As after a crash, that many events are handled again. */
    void stepBack(int handledAgain) {
        acting.forEach(each -> each.position = Math.max(0, each.position - handledAgain));
    }

    /** The deadline that is next passes; returns whether there was one. */
    boolean passDeadline() {
        if (scheduler.getScheduledItems().isEmpty()) {
            return false;
        }
        happen(scheduler.advanceToNextTrigger().getPayload());
        return true;
    }

    @Override
    public void close() {
        axon.shutdown();
    }

    private CommandMessage<?> deliver(CommandMessage<?> message) {
        if (unreachable.test(message.getPayload())) {
            throw new IllegalStateException("Nobody can be reached");
        }
        commands.add(message.getPayload());
        return message;
    }
}
