package io.orderflow.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReserved;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.Test;

/** When a stock counts as low. */
class StockLevelsTest {

    private static final Sku SKU = new Sku("PEN");
    private static final OrderId ORDER = new OrderId("o1");

    private final List<DomainEventMessage<?>> stream = new ArrayList<>();
    private final IntegrationEvents events = following();

    private IntegrationEvents following() {
        return new IntegrationEvents(new StockLevels(name -> List.copyOf(stream).iterator(), 10));
    }

    private DomainEventMessage<?> append(StockEvent event) {
        stream.add(new GenericDomainEventMessage<>("StockItem", SKU.toString(), stream.size(), event));
        return stream.getLast();
    }

    private static List<String> typesOf(IntegrationEvents events, DomainEventMessage<?> event) {
        return events.of(event).stream().map(PublicEvent::type).toList();
    }

    @Test
    void tellsOnceThatTheStockIsLow() {
        assertThat(typesOf(events, append(new StockReceived(SKU, 20, new ReceiptId("r1")))))
                .containsExactly("stock.received");
        assertThat(typesOf(events, append(reserved(9)))).containsExactly("stock.reserved");
        assertThat(typesOf(events, append(reserved(1)))).containsExactly("stock.reserved", "stock.low");
        assertThat(typesOf(events, append(reserved(1)))).containsExactly("stock.reserved");
    }

    @Test
    void tellsAgainAfterTheStockHasRecovered() {
        events.of(append(new StockReceived(SKU, 11, new ReceiptId("r1"))));
        events.of(append(reserved(5)));
        events.of(append(new StockReleased(SKU, ORDER, 5)));

        assertThat(typesOf(events, append(reserved(1)))).contains("stock.low");
        assertThat(typesOf(events, append(new StockDispatched(SKU, ORDER, 1)))).containsExactly("stock.dispatched");
    }

    @Test
    void saysTheSameOfAnEventThatIsRepeatedOrReadByAnother() {
        events.of(append(new StockReceived(SKU, 11, new ReceiptId("r1"))));
        DomainEventMessage<?> low = append(reserved(1));
        List<PublicEvent> first = events.of(low);
        append(reserved(1));

        assertThat(events.of(low)).isEqualTo(first);
        assertThat(following().of(low)).isEqualTo(first);
        assertThat(first.getLast().id()).isNotEqualTo(low.getIdentifier());
        assertThat(first.getLast().data()).isEqualTo(new StockIntegrationEvent.StockLow("PEN", 10, 10));
    }

    private static StockReserved reserved(int quantity) {
        return new StockReserved(SKU, ORDER, quantity, "Pen");
    }
}
