package io.orderflow.stock;

import static io.orderflow.stock.StockFixture.KETTLE;
import static io.orderflow.stock.StockFixture.dispatch;
import static io.orderflow.stock.StockFixture.list;
import static io.orderflow.stock.StockFixture.listed;
import static io.orderflow.stock.StockFixture.receive;
import static io.orderflow.stock.StockFixture.received;
import static io.orderflow.stock.StockFixture.release;
import static io.orderflow.stock.StockFixture.reserve;
import static io.orderflow.stock.StockFixture.reserved;
import static io.orderflow.stock.StockFixture.stockOfKettles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.service.aggregate.OpenItems;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.HandlerExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A product with more open reservations than its stock remembers, and the register in one event store with it. */
class OffloadedReservationsTest {

    private static final int MANY = OpenItems.MAX_REMEMBERED + 2 * OpenItems.MIN_OFFLOADED;
    private static final int MAX_STATE_BYTES = 200_000;

    private final Configuration axon = StockFixture.stockIn(DefaultConfigurer.defaultConfiguration(false)
            .configureEmbeddedEventStore(configuration -> new InMemoryEventStorageEngine()))
            .buildConfiguration();

    @BeforeEach
    void start() {
        axon.start();
    }

    @AfterEach
    void stop() {
        axon.shutdown();
    }

    @Test
    void hasAStateThatDoesNotGrowWithThem() {
        stockUp();
        reserveUpTo(0, MANY);
        int before = stateBytes();
        reserveUpTo(MANY, 2 * MANY);

        assertThat(stateBytes()).isLessThan(MAX_STATE_BYTES).isLessThan(before + before / 4);
        assertThat(state().reserved()).isEqualTo(2 * 2 * MANY);
    }

    @Test
    void answersEachOfThemOnceForEver() {
        stockUp();
        reserveUpTo(0, MANY);

        send(reserve("o0", 2));
        assertThat(lastEvent()).isNotInstanceOf(StockEvent.ForOrder.class);
        send(dispatch("o0"));
        send(release("o1"));
        assertThat(state().reserved()).isEqualTo(2 * MANY - 4);
        flood();
        long before = lastVersion();

        for (String order : List.of("o0", "o1", "o2")) {
            send(reserve(order, 2));
        }
        send(dispatch("o0"));
        send(release("o1"));
        assertThat(lastVersion()).isEqualTo(before);
        assertThatThrownBy(() -> send(release("o0"))).isInstanceOf(HandlerExecutionException.class);
        assertThatThrownBy(() -> send(dispatch("o1"))).isInstanceOf(HandlerExecutionException.class);
        send(release("o2"));
        assertThat(lastEvent()).isEqualTo(new StockReleased(KETTLE, new OrderId("o2"), 2));
    }

    /** Written before any reservation was offloaded, with no entry in the register. */
    @Test
    void takesUpALogOfReservationsThatAreAllStillOpen() {
        int old = OpenItems.MAX_REMEMBERED + 2 * OpenItems.MAX_OFFLOADED;
        List<StockEvent> history = new ArrayList<>(List.of(listed(), received(1_000_000)));
        for (int i = 0; i < old; i++) {
            history.add(reserved(new OrderId("o" + i), 2));
        }
        happened(history);

        send(dispatch("o0"));
        assertThat(state().reservations()).hasSize(old - 1 - OpenItems.MAX_OFFLOADED);
        send(release("o1"));
        send(release("o" + (old - 1)));

        assertThat(lastEvent()).isInstanceOf(StockReleased.class);
        assertThat(state().reserved()).isEqualTo(2 * (old - 3));
        assertThat(state().reservations()).hasSizeLessThan(OpenItems.MAX_REMEMBERED + OpenItems.MIN_OFFLOADED);
        long before = lastVersion();
        send(dispatch("o0"));
        send(release("o1"));
        send(reserve("o2", 2));
        assertThat(lastVersion()).isEqualTo(before);
        assertThatThrownBy(() -> send(dispatch("o1"))).isInstanceOf(HandlerExecutionException.class);
    }

    @Test
    void findsThemAfterASnapshot() {
        stockUp();
        reserveUpTo(0, MANY);
        StockState state = state();
        StockRegisterTwin register = new StockRegisterTwin();
        register.offload(KETTLE, new OrderId("o0"), 2);

        stockOfKettles(register).given(state).when(dispatch("o0"))
                .expectEvents(new StockDispatched(KETTLE, new OrderId("o0"), 2))
                .expectState(item -> assertThat(item.state().offloaded()).isEqualTo(state.offloaded() - 1));
    }

    private void stockUp() {
        send(list());
        send(receive("first", 1_000_000));
    }

    private void reserveUpTo(int first, int last) {
        for (int i = first; i < last; i++) {
            send(reserve("o" + i, 2));
        }
    }

    /** With more closed orders than the stock remembers. */
    private void flood() {
        for (int i = 0; i <= Reservations.MAX_CLOSED_ORDERS; i++) {
            send(release("more-" + i));
        }
    }

    private int stateBytes() {
        return new StableNameSerializer(MessageTypes.of(List.of(StockState.class)))
                .serialize(state(), byte[].class).getData().length;
    }

    private StockState state() {
        List<StockState> states = new ArrayList<>();
        stockOfKettles().given(events()).when(StockFixture.changePrice(StockFixture.PRICE))
                .expectState(item -> states.add(item.state()));
        return states.getFirst();
    }

    private List<Object> events() {
        return axon.eventStore().readEvents(KETTLE.toString()).asStream()
                .<Object>map(DomainEventMessage::getPayload).toList();
    }

    private Object lastEvent() {
        return events().getLast();
    }

    private long lastVersion() {
        return events().size() - 1;
    }

    private void happened(List<StockEvent> history) {
        List<DomainEventMessage<?>> messages = new ArrayList<>();
        history.forEach(event -> messages.add(
                new GenericDomainEventMessage<>("StockItem", KETTLE.toString(), messages.size(), event)));
        axon.eventStore().publish(messages);
    }

    private void send(Object command) {
        axon.commandGateway().sendAndWait(command);
    }
}
