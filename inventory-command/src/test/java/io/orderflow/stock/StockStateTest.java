package io.orderflow.stock;

import static io.orderflow.stock.StockFixture.KETTLE;
import static io.orderflow.stock.StockFixture.dispatched;
import static io.orderflow.stock.StockFixture.listed;
import static io.orderflow.stock.StockFixture.priceChanged;
import static io.orderflow.stock.StockFixture.received;
import static io.orderflow.stock.StockFixture.refused;
import static io.orderflow.stock.StockFixture.released;
import static io.orderflow.stock.StockFixture.reserved;
import static io.orderflow.stock.StockFixture.stockOfKettles;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockRefusal;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A snapshot tells the same as the events before it. */
class StockStateTest {

    private static final OrderId OTHER = new OrderId("o2");

    static List<List<StockEvent>> lives() {
        return List.of(
                List.of(refused(1, StockRefusal.UNKNOWN_PRODUCT)),
                List.of(listed()),
                List.of(listed(), received(5), reserved(2), priceChanged(Money.of("20.00", "USD")), reserved(OTHER, 1)),
                List.of(listed(), received(5), reserved(2), released(2), reserved(OTHER, 1)),
                List.of(listed(), received(5), reserved(2), dispatched(2), released(OTHER, 0)));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void standsForTheEventsBeforeIt(List<StockEvent> life) {
        StockState state = stateAfter(life);

        assertThat(stateAfter(List.of(state))).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("lives")
    void isWrittenAndReadUnderItsStableName(List<StockEvent> life) {
        StableNameSerializer serializer = new StableNameSerializer(MessageTypes.of(List.of(StockState.class)));
        StockState state = stateAfter(life);

        SerializedObject<byte[]> written = serializer.serialize(state, byte[].class);

        assertThat(written.getType().getName()).isEqualTo("stock.state");
        assertThat(written.getType().getRevision()).isEqualTo("2");
        assertThat(serializer.<byte[], Object>deserialize(written)).isEqualTo(state);
    }

    @Test
    void forgetsAnOrderThatIsClosedButForTheLastFew() {
        List<StockEvent> life = new ArrayList<>(List.of(listed(), received(5)));
        for (int i = 0; i < 3 * Reservations.MAX_CLOSED_ORDERS; i++) {
            OrderId order = new OrderId("order-" + i);
            life.add(reserved(order, 1));
            life.add(released(order, 1));
        }

        StockState state = stateAfter(life);

        assertThat(state.sku()).isEqualTo(KETTLE);
        assertThat(state.reservations()).isEmpty();
        assertThat(state.closedOrders()).hasSize(Reservations.MAX_CLOSED_ORDERS);
    }

    /** The command is never refused, and changes nothing the second time. */
    private static StockState stateAfter(List<?> life) {
        List<StockState> states = new ArrayList<>();
        stockOfKettles()
                .given(life)
                .when(new ReleaseStock(KETTLE, new OrderId("last")))
                .expectState(item -> states.add(item.state()));
        return states.getFirst();
    }
}
