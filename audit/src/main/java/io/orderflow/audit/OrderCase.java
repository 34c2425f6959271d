package io.orderflow.audit;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.api.saga.SagaStep;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All facts of the log about one order, in whichever streams: the order itself, its process, its stock, its payment and
 * the hold for that. Holds are named after payments, and payments after orders. Not thread-safe.
 */
final class OrderCase {

    final String id;
    @Nullable
    OrderStatus status;
    /** Whether the order was confirmed, also where it has gone on from there. */
    boolean confirmed;
    @Nullable
    Money total;
    List<OrderLine> lines = List.of();
    @Nullable
    SagaStep step;
    /**
     * Whether an operator has ended the waiting for answers. They still come, so that order, process, stock and payment
     * agree only a while later.
     */
    boolean writtenOff;
    /** The stock by sku; absent where nothing was ever reserved. */
    final Map<String, StockLine> stock = new HashMap<>(4);
    @Nullable
    PaymentStatus payment;
    @Nullable
    Money asked;
    int captures;
    int refunds;
    /** The amount that is held now. */
    @Nullable
    Money held;
    /** The amount of the hold that was captured. */
    @Nullable
    Money spent;
    /** The amount that came back into the account. */
    @Nullable
    Money refunded;
    /** Whether the order was told that it was paid back. */
    boolean toldOfRefund;
    /** How often the step has been asked for again, by its last event. */
    int attempts;
    Instant lastMoved = Instant.EPOCH;
    long lastPosition;
    long placedPosition;

    /** The stock of one line. */
    record StockLine(State state, int quantity) {

        enum State {
            HELD, RELEASED, DISPATCHED
        }

        boolean isHeld() {
            return state == State.HELD;
        }
    }

    OrderCase(String id) {
        this.id = id;
    }

    void moved(EventReading fact) {
        lastMoved = fact.at();
        lastPosition = fact.position();
    }

    boolean isPlaced() {
        return status != null;
    }

    int quantityOf(String sku) {
        return lines.stream().filter(line -> line.sku().value().equals(sku)).mapToInt(OrderLine::quantity).sum();
    }

    /** Whether each line has the stock in this state, of just the quantity that was ordered. */
    boolean hasAllLines(StockLine.State state) {
        return lines.stream()
                .allMatch(line -> new StockLine(state, line.quantity()).equals(stock.get(line.sku().value())));
    }
}
