package io.orderflow.stock;

import static io.orderflow.stock.StockFixture.KETTLE;
import static io.orderflow.stock.StockFixture.dispatch;
import static io.orderflow.stock.StockFixture.list;
import static io.orderflow.stock.StockFixture.receive;
import static io.orderflow.stock.StockFixture.release;
import static io.orderflow.stock.StockFixture.reserve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReservationEnding;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockRegisterEvent;
import io.orderflow.api.stock.StockRegisterEvent.ReservationRegistered;
import java.util.List;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.HandlerExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stock and its register in one event store, with more receipts and orders than the stock remembers. */
class EventStockRegisterTest {

    private final Configuration axon = StockFixture.stockIn(DefaultConfigurer.defaultConfiguration(false)
            .configureEmbeddedEventStore(configuration -> new InMemoryEventStorageEngine()))
            .buildConfiguration();

    @BeforeEach
    void stockUp() {
        axon.start();
        send(list());
        send(receive("first", 10));
    }

    @AfterEach
    void stop() {
        axon.shutdown();
    }

    @Test
    void booksAReceiptOnceHoweverManyComeInBetween() {
        for (int i = 0; i <= StockItem.MAX_RECEIPTS_REMEMBERED; i++) {
            send(receive("more-" + i, 1));
        }
        long before = lastVersion();

        send(receive("first", 10));

        assertThat(lastVersion()).isEqualTo(before);
        assertThatThrownBy(() -> send(receive("first", 9))).isInstanceOf(HandlerExecutionException.class);
    }

    @Test
    void answersAnOrderOnceHoweverManyComeInBetween() {
        send(reserve("dispatched", 2));
        send(dispatch("dispatched"));
        send(reserve("released", 2));
        send(release("released"));
        send(release("overtaken"));
        send(reserve("refused", 11));
        send(reserve("open", 2));
        for (int i = 0; i <= Reservations.MAX_CLOSED_ORDERS; i++) {
            send(reserve("more-" + i, 1));
            send(release("more-" + i));
        }
        long before = lastVersion();

        for (String order : List.of("dispatched", "released", "overtaken", "refused", "open")) {
            send(reserve(order, 1));
        }
        send(dispatch("dispatched"));
        send(release("released"));
        send(release("overtaken"));

        assertThat(lastVersion()).isEqualTo(before);
        assertThatThrownBy(() -> send(release("dispatched"))).isInstanceOf(HandlerExecutionException.class);
        assertThatThrownBy(() -> send(dispatch("released"))).isInstanceOf(HandlerExecutionException.class);
        send(dispatch("open"));
        assertThat(lastVersion()).isEqualTo(before + 1);
    }

    @Test
    void keepsAnEntryOnlyWithTheEventItBelongsTo() {
        OrderId order = new OrderId("o1");
        assertThatThrownBy(() -> send(dispatch("o1"))).isInstanceOf(HandlerExecutionException.class);
        send(reserve("o1", 1));
        assertThat(entriesOf(order)).isEmpty();

        send(dispatch("o1"));

        assertThat(entriesOf(order))
                .containsExactly(new ReservationRegistered(KETTLE, order, ReservationEnding.DISPATCHED));
    }

    private List<Object> entriesOf(OrderId order) {
        return axon.eventStore().readEvents(StockRegisterEvent.streamOf(KETTLE, order)).asStream()
                .<Object>map(DomainEventMessage::getPayload).toList();
    }

    private long lastVersion() {
        return axon.eventStore().readEvents(KETTLE.toString()).asStream()
                .filter(event -> event.getPayload() instanceof StockEvent)
                .mapToLong(DomainEventMessage::getSequenceNumber)
                .max()
                .orElseThrow();
    }

    private void send(Object command) {
        axon.commandGateway().sendAndWait(command);
    }
}
