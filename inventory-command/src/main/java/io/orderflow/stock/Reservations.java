package io.orderflow.stock;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReservationEnding;
import io.orderflow.service.aggregate.OpenItems;
import io.orderflow.service.aggregate.RecentItems;
import io.orderflow.stock.Reservation.Closed;
import io.orderflow.stock.Reservation.Open;
import io.orderflow.stock.StockState.ClosedOrder;
import io.orderflow.stock.StockState.HeldQuantity;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reservations of one product: the latest of the open ones, with their quantities, and how the last {@value
 * #MAX_CLOSED_ORDERS} others ended. All others are in the {@link StockRegister}.
 */
final class Reservations {

    static final int MAX_CLOSED_ORDERS = 1_000;

    private final OpenItems<OrderId, Integer> open = new OpenItems<>();
    private final RecentItems<OrderId, ReservationEnding> closed = new RecentItems<>(MAX_CLOSED_ORDERS);

    /**
     * The state of an order's reservation; null where the order never asked for one.
     *
     * @param register is asked only about an order that may not be remembered here
     */
    @Nullable
    Reservation find(OrderId order, Function<OrderId, Optional<Reservation>> register) {
        Integer held = open.find(order);
        if (held != null) {
            return new Open(held, false);
        }
        ReservationEnding ending = closed.find(order);
        if (ending != null) {
            return new Closed(ending);
        }
        boolean mayBeInRegister = open.offloaded() > 0 || closed.mayHaveForgotten();
        return mayBeInRegister ? register.apply(order).orElse(null) : null;
    }

    void open(OrderId order, int quantity) {
        open.open(order, quantity);
    }

    void refuse(OrderId order) {
        closed.remember(order, ReservationEnding.REFUSED);
    }

    /** @param quantity the quantity that was reserved; none where the order had nothing, and will get nothing */
    void close(OrderId order, int quantity, ReservationEnding ending) {
        if (quantity > 0) {
            open.close(order);
        }
        closed.remember(order, ending);
    }

    /** The reservations that are to be offloaded now. */
    List<HeldQuantity> surplus() {
        return open.surplus(HeldQuantity::new);
    }

    void offload(List<OrderId> orders) {
        open.offload(orders);
    }

    /** How many open reservations are in the register only. */
    int offloaded() {
        return open.offloaded();
    }

    List<HeldQuantity> held() {
        return open.toList(HeldQuantity::new);
    }

    List<ClosedOrder> closed() {
        return closed.toList(ClosedOrder::new);
    }

    /** Restores the values of {@link #offloaded}, {@link #held} and {@link #closed}. */
    void restore(StockState state) {
        open.restore(state.offloaded());
        state.reservations().forEach(held -> open.open(held.orderId(), held.quantity()));
        state.closedOrders().forEach(order -> closed.remember(order.orderId(), order.ending()));
    }
}
