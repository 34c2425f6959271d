package io.orderflow.audit;

import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.StockEvent.ForOrder;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.audit.OrderCase.StockLine.State;
import io.orderflow.audit.OrderCase.StockLine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the stock of every product, and notes with each order its reservations. */
final class StockBooks implements Check {

    private final OrderCases cases;
    private final Findings findings;
    private final Set<String> receipts = new HashSet<>();
    private final Map<String, Count> counts = new HashMap<>();

    /** The counts of one product. */
    static final class Count {

        long onHand;
        long reserved;
    }

    StockBooks(OrderCases cases, Findings findings) {
        this.cases = cases;
        this.findings = findings;
    }

    @Override
    public void on(EventReading fact) {
        if (fact.payload() instanceof StockEvent event) {
            String sku = event.sku().value();
            Count count = counts.computeIfAbsent(sku, first -> new Count());
            if (event instanceof StockReceived received) {
                receive(sku, count, received.quantity(), received.receiptId(), fact);
            } else if (event instanceof ForOrder forOrder) {
                move(sku, count, forOrder, fact);
            }
            findings.count(Invariant.STOCK_NOT_NEGATIVE);
            boolean possible = count.onHand >= 0 && count.reserved >= 0 && count.reserved <= count.onHand;
            findings.require(possible, Invariant.STOCK_NOT_NEGATIVE, fact.event().stream(), fact.position(),
                    "0 <= reserved <= on hand", count.reserved + " reserved of " + count.onHand + " on hand");
        }
    }

    /** The counts by sku. */
    Map<String, Count> counts() {
        return counts;
    }

    private void receive(String sku, Count count, int quantity, ReceiptId receipt, EventReading fact) {
        count.onHand += quantity;
        findings.count(Invariant.MOVED_ONCE);
        findings.require(receipts.add(sku + "\n" + receipt.value()), Invariant.MOVED_ONCE, fact.event().stream(),
                fact.position(), "receipt " + receipt.value() + " once", "once more");
    }

    private void move(String sku, Count count, ForOrder event, EventReading fact) {
        OrderCase order = cases.of(event.orderId().value());
        order.moved(fact);
        @Nullable
        StockLine before = order.stock.get(sku);
        int held = before != null && before.isHeld() ? before.quantity() : 0;
        switch (event) {
            case StockReserved reserved -> {
                require(held == 0, order, fact, "nothing held yet", held + " held");
                int ordered = order.quantityOf(sku);
                require(reserved.quantity() == ordered, order, fact, ordered + " ordered of " + sku,
                        reserved.quantity() + " reserved");
                count.reserved += reserved.quantity();
                order.stock.put(sku, new StockLine(State.HELD, reserved.quantity()));
            }
            case StockReleased released -> {
                require(released.quantity() == held, order, fact, held + " of " + sku + " released",
                        released.quantity());
                count.reserved -= released.quantity();
                order.stock.put(sku, new StockLine(State.RELEASED, released.quantity()));
            }
            case StockDispatched dispatched -> {
                require(held > 0 && dispatched.quantity() == held, order, fact, held + " of " + sku + " dispatched",
                        dispatched.quantity());
                count.reserved -= dispatched.quantity();
                count.onHand -= dispatched.quantity();
                order.stock.put(sku, new StockLine(State.DISPATCHED, dispatched.quantity()));
            }
            case StockReservationRefused refused -> {}
        }
    }

    private void require(boolean holds, OrderCase order, EventReading fact, Object expected, Object found) {
        findings.count(Invariant.RESERVED_FOR_OPEN_LINES);
        findings.require(holds, Invariant.RESERVED_FOR_OPEN_LINES, order.id, fact.position(), expected, found);
    }
}
