package io.orderflow.audit;

import static io.orderflow.audit.Auditing.O3;
import static io.orderflow.audit.Auditing.audited;
import static io.orderflow.audit.Auditing.breached;
import static io.orderflow.audit.Business.PEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReserved;
import org.junit.jupiter.api.Test;

/** What the log says of stock. */
class LogOfStockTest {

    @Test
    void noticesMoreReservedThanThereIs() {
        Chronicle log = Business.healthy().replacing(new StockReceived(PEN, 10, new ReceiptId("r1")),
                new StockReceived(PEN, 3, new ReceiptId("r1")));
        assertThat(breached(audited(log))).containsOnly(Invariant.STOCK_NOT_NEGATIVE);
    }

    @Test
    void noticesAReservationForNobody() {
        Chronicle log = Business.healthy().plus(new StockReserved(PEN, new OrderId("ghost"), 1, "Pen"));
        assertThat(breached(audited(log))).contains(Invariant.RESERVED_FOR_OPEN_LINES);
    }

    @Test
    void noticesAReservationThatOutlivesItsOrder() {
        Chronicle log = Business.healthy().plus(Business.reserved("o2"));
        assertThat(breached(audited(log))).containsOnly(Invariant.RESERVED_FOR_OPEN_LINES);
    }

    @Test
    void noticesAReservationOfAnotherQuantity() {
        Chronicle log = Business.healthy().replacing(Business.reserved("o3"), new StockReserved(PEN, O3, 1, "Pen"));
        assertThat(breached(audited(log))).containsOnly(Invariant.RESERVED_FOR_OPEN_LINES);
    }

    @Test
    void noticesAReleaseOfAnOpenLine() {
        Chronicle log = Business.healthy().plus(new StockReleased(PEN, O3, 2));
        assertThat(breached(audited(log))).containsOnly(Invariant.RESERVED_FOR_OPEN_LINES);
    }

    @Test
    void noticesGoodsThatLeaveForAnOrderThatIsNotShipped() {
        Chronicle log = Business.healthy().plus(new StockDispatched(PEN, O3, 2));
        assertThat(breached(audited(log))).contains(Invariant.ENDS_AGREE);
    }

    @Test
    void noticesAReceiptBookedTwice() {
        Chronicle log = Business.healthy().plus(new StockReceived(PEN, 10, new ReceiptId("r1")));
        assertThat(breached(audited(log))).containsOnly(Invariant.MOVED_ONCE);
    }
}
