package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.CUP;
import static io.orderflow.order.OrderFixture.LINES;
import static io.orderflow.order.OrderFixture.ORDER;
import static io.orderflow.order.OrderFixture.POT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.message.CommandResult;
import io.orderflow.api.saga.CompensationEvent.CompensationStarted;
import io.orderflow.api.saga.CompensationEvent.LateReservationFound;
import io.orderflow.api.saga.FulfilmentEvent.DeliveryStarted;
import io.orderflow.api.saga.InterventionEvent.StepSkipped;
import io.orderflow.api.saga.RetryEvent.CompensationRetried;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.RetryEvent.ReservationRetried;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.api.stock.StockCommand;
import io.orderflow.service.message.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the other products of an order where the stock of one cannot be changed. */
class StockRequestsTest {

    private static final List<Sku> BOTH = List.of(CUP, POT);

    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final List<Object> handled = new ArrayList<>();
    private final AnnotationEventHandlerAdapter requests = new AnnotationEventHandlerAdapter(new StockRequests(
            new Commands(DefaultCommandGateway.builder().commandBus(bus).build(),
                    EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build())));
    private RuntimeException failure = new CommandExecutionException("cannot be read", null);

    @BeforeEach
    void poisonThePots() {
        Stream.of(ReserveStock.class, ReleaseStock.class, DispatchStock.class)
                .forEach(type -> bus.subscribe(type.getName(), message -> handle((StockCommand) message.getPayload())));
    }

    static Stream<SagaEvent> asksWithADeadline() {
        return Stream.of(SagaFixture.RESERVING.getFirst(), new ReservationRetried(ORDER, LINES),
                new DeliveryStarted(ORDER, BOTH), new DeliveryRetried(ORDER, BOTH, false),
                new CompensationStarted(ORDER, null, BOTH, false), new CompensationRetried(ORDER, null, BOTH, false));
    }

    static Stream<SagaEvent> lastAsks() {
        return Stream.of(new LateReservationFound(ORDER, POT, SagaStep.COMPENSATED),
                new StepSkipped(ORDER, SagaStep.DELIVERING, BOTH, false, "why"));
    }

    @ParameterizedTest
    @MethodSource("asksWithADeadline")
    void leaveAPoisonedProductToTheDeadlineAfterAFewAttempts(SagaEvent event) {
        for (int attempts = 0; attempts < StockRequests.MAX_LETTER_ATTEMPTS; attempts++) {
            assertFails(event, attempts);
        }

        assertThatCode(() -> handle(event, StockRequests.MAX_LETTER_ATTEMPTS)).doesNotThrowAnyException();
        assertThat(handled).hasSize(StockRequests.MAX_LETTER_ATTEMPTS + 1);
    }

    @ParameterizedTest
    @MethodSource("lastAsks")
    void neverGiveUpWhatNoDeadlineAsksForAgain(SagaEvent event) {
        assertFails(event, 10 * StockRequests.MAX_LETTER_ATTEMPTS);
    }

    @Test
    void waitForAStockThatIsAway() {
        failure = new IllegalStateException("nobody is there");

        assertFails(new DeliveryStarted(ORDER, BOTH), 10 * StockRequests.MAX_LETTER_ATTEMPTS);
    }

    private void assertFails(SagaEvent event, int attempts) {
        assertThatThrownBy(() -> handle(event, attempts)).isInstanceOf(CommandFailed.class);
    }

    private CommandResult handle(StockCommand command) {
        if (command.sku().equals(POT)) {
            throw failure;
        }
        handled.add(command);
        return new CommandResult(0);
    }

    /** As the framework has it handled from among the dead letters. */
    private void handle(SagaEvent event, int attempts) throws Exception {
        EventMessage<SagaEvent> message = GenericEventMessage.asEventMessage(event);
        DefaultUnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(message);
        DeadLetter<EventMessage<?>> letter = new GenericDeadLetter<EventMessage<?>>(ORDER.value(), message)
                .withDiagnostics(MetaData.with("attempts", attempts));
        unit.resources().put(DeadLetter.class.getName(), letter);
        try {
            requests.handle(message);
        } finally {
            unit.rollback();
        }
    }
}
