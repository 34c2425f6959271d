package io.orderflow.stock;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.ReservationEnding;
import io.orderflow.api.stock.Sku;
import io.orderflow.stock.Reservation.Closed;
import io.orderflow.stock.Reservation.Open;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A register in memory of one product, which also tells what it was asked. */
final class StockRegisterTwin implements StockRegister {

    private final Map<ReceiptId, Integer> receipts = new HashMap<>();
    private final Map<OrderId, ReservationEnding> endings = new HashMap<>();
    private final Map<OrderId, Integer> offloaded = new HashMap<>();
    private final List<Object> asked = new ArrayList<>();

    StockRegisterTwin with(ReceiptId receipt, int quantity) {
        receipts.put(receipt, quantity);
        return this;
    }

    StockRegisterTwin with(OrderId order, ReservationEnding ending) {
        endings.put(order, ending);
        return this;
    }

    List<Object> asked() {
        return asked;
    }

    Map<ReceiptId, Integer> receipts() {
        return receipts;
    }

    Map<OrderId, ReservationEnding> endings() {
        return endings;
    }

    @Override
    public Optional<Integer> find(Sku sku, ReceiptId receipt) {
        asked.add(receipt);
        return Optional.ofNullable(receipts.get(receipt));
    }

    /** The reservations that were entered while they were open. */
    Map<OrderId, Integer> offloaded() {
        return offloaded;
    }

    @Override
    public Optional<Reservation> find(Sku sku, OrderId order) {
        asked.add(order);
        Optional<Reservation> closed = Optional.ofNullable(endings.get(order)).map(Closed::new);
        return closed.or(() -> Optional.ofNullable(offloaded.get(order)).map(held -> new Open(held, true)));
    }

    @Override
    public void enter(Sku sku, ReceiptId receipt, int quantity) {
        if (receipts.put(receipt, quantity) != null) {
            throw new IllegalStateException(receipt + " is entered already");
        }
    }

    @Override
    public void enter(Sku sku, OrderId order, ReservationEnding ending) {
        if (offloaded.containsKey(order) || endings.put(order, ending) != null) {
            throw new IllegalStateException(order + " is entered already");
        }
    }

    @Override
    public void closeOffloaded(Sku sku, OrderId order, ReservationEnding ending) {
        if (!offloaded.containsKey(order) || endings.put(order, ending) != null) {
            throw new IllegalStateException(order + " is closed already, or was never offloaded");
        }
    }

    @Override
    public void offload(Sku sku, OrderId order, int quantity) {
        if (endings.containsKey(order) || offloaded.put(order, quantity) != null) {
            throw new IllegalStateException(order + " is entered already");
        }
    }
}
