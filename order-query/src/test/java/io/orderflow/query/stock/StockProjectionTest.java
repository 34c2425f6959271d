package io.orderflow.query.stock;

import static io.orderflow.query.OrderFixture.MUG;
import static io.orderflow.query.OrderFixture.ORDER;
import static io.orderflow.query.OrderFixture.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.StockEvent.PriceChanged;
import io.orderflow.api.stock.StockEvent.ProductListed;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.api.stock.StockRefusal;
import io.orderflow.query.Story;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StockProjectionTest {

    private static final ProductListed LISTED = new ProductListed(MUG, "Mug", usd("8.00"));
    private static final StockReceived RECEIVED = new StockReceived(MUG, 10, new ReceiptId("r-1"));
    private static final StockReserved RESERVED = new StockReserved(MUG, ORDER, 4, "Mug");
    private static final StockReservationRefused REFUSED = new StockReservationRefused(MUG, ORDER, 99,
            StockRefusal.OUT_OF_STOCK);

    @Test
    void listsAProductWithNothingInStock() {
        assertThat(folded(LISTED)).isEqualTo(mug(0, 0, 0, 0));
    }

    @Test
    void changesThePrice() {
        assertThat(folded(LISTED, new PriceChanged(MUG, usd("9.50"), usd("9.00"))).unitPrice()).isEqualTo(usd("9.50"));
    }

    @Test
    void addsWhatIsReceived() {
        assertThat(folded(LISTED, RECEIVED)).isEqualTo(mug(10, 0, 10, 1));
    }

    @Test
    void takesWhatIsReservedFromWhatIsAvailable() {
        assertThat(folded(LISTED, RECEIVED, RESERVED)).isEqualTo(mug(10, 4, 6, 2));
    }

    @Test
    void changesNothingButTheVersionWhereAReservationIsRefused() {
        assertThat(folded(LISTED, RECEIVED, REFUSED)).isEqualTo(mug(10, 0, 10, 2));
    }

    @Test
    void givesBackWhatIsReleased() {
        assertThat(folded(LISTED, RECEIVED, RESERVED, new StockReleased(MUG, ORDER, 4))).isEqualTo(mug(10, 0, 10, 3));
    }

    @Test
    void takesWhatIsDispatchedFromTheWarehouse() {
        assertThat(folded(LISTED, RECEIVED, RESERVED, new StockDispatched(MUG, ORDER, 4))).isEqualTo(mug(6, 0, 6, 3));
    }

    @ParameterizedTest
    @MethodSource("eventsOfNoProduct")
    void knowsNoProductBeforeItIsListed(Object event) {
        assertThat(folded(event)).isNull();
    }

    static Stream<Object> eventsOfNoProduct() {
        return Stream.of(new PriceChanged(MUG, usd("9.50"), usd("9.00")), RECEIVED, RESERVED, REFUSED,
                new StockReleased(MUG, ORDER,
                        4),
                new StockDispatched(MUG, ORDER, 4));
    }

    @Test
    void listsAProductOfWhichUnitsWereRefusedBefore() {
        assertThat(folded(REFUSED, LISTED)).isEqualTo(mug(0, 0, 0, 1));
    }

    @Test
    void isMadeOfTheStreamOfItsSku() {
        assertThat(new StockProjection().streamsOf("MUG")).containsExactly("stock:MUG");
    }

    private static ProductView mug(long onHand, long reserved, long available, long version) {
        return new ProductView("MUG", "Mug", usd("8.00"), onHand, reserved, available, version, null);
    }

    private static ProductView folded(Object... events) {
        return Story.of(events).foldedBy(new StockProjection());
    }
}
