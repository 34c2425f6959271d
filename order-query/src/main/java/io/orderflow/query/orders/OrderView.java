package io.orderflow.query.orders;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.projection.api.Listing;
import io.orderflow.query.page.Cursor;
import io.orderflow.query.sagas.Progress;
import io.orderflow.service.web.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An order as clients see it. It is made of three streams of events which may be folded in any order relative to each
 * other: that of the order, of its saga and of its payment each set fields of their own. Until the order's own first
 * event is there, the order does not exist for clients.
 *
 * @param reason    why it was rejected or cancelled, absent where it was not
 * @param updatedAt the time of the latest event of any of the three streams
 * @param version   the version of the order aggregate
 * @param position  the position of the last event in it, absent where it is as of a past moment
 */
@MessageType("view.order")
public record OrderView(String orderId, @Nullable String customerId, @Nullable String accountId,
        @Nullable OrderStatus status, @Nullable Money total, List<Line> lines, @Nullable Payment payment,
        @Nullable Progress saga, @Nullable String reason, @Nullable Instant placedAt, Instant updatedAt, long version,
        @Nullable Long position) implements Versioned, Listing.Entry {

    /**
     * A line of an order.
     *
     * @param name the product's name, absent until its stock was reserved
     */
    public record Line(String sku, @Nullable String name, int quantity, Money unitPrice, Money lineTotal,
            LineStock stock) {

        private static Line of(OrderLine line) {
            return new Line(line.sku().value(), null, line.quantity(), line.unitPrice(), line.lineTotal(),
                    LineStock.PENDING);
        }

        Line named(String newName) {
            return new Line(sku, newName, quantity, unitPrice, lineTotal, stock);
        }

        Line in(LineStock newStock) {
            return new Line(sku, name, quantity, unitPrice, lineTotal, newStock);
        }
    }

    /**
     * The payment of an order.
     *
     * @param reason why it was declined, or could not be given back; absent where neither happened
     */
    public record Payment(String paymentId, PaymentStatus status, @Nullable String reason) {}

    @Override
    public String documentName() {
        return orderId;
    }

    static OrderView unplaced(String orderId, Instant at) {
        return new OrderView(orderId, null, null, null, null, List.of(), null, null, null, null, at, 0, null);
    }

    boolean exists() {
        return placedAt != null;
    }

    Cursor cursor() {
        return new Cursor(Objects.requireNonNull(placedAt), orderId);
    }

    OrderView placed(OrderPlaced event, Instant at) {
        return new OrderView(orderId, event.customerId().value(), event.accountId().value(), OrderStatus.PLACED,
                event.total(), lines, payment, saga, null, at, updatedAt, version, position).withLines(event.lines());
    }

    OrderView in(OrderStatus newStatus, @Nullable String newReason) {
        return new OrderView(orderId, customerId, accountId, newStatus, total, lines, payment, saga, newReason,
                placedAt, updatedAt, version, position);
    }

    OrderView at(long newVersion) {
        return new OrderView(orderId, customerId, accountId, status, total, lines, payment, saga, reason, placedAt,
                updatedAt, newVersion, position);
    }

    /** The order and its saga begin with the same lines; whichever comes second must not reset what the first made. */
    OrderView withLines(List<OrderLine> ordered) {
        return lines.isEmpty() ? withAllLines(ordered.stream().map(Line::of).toList()) : this;
    }

    OrderView withLine(String sku, UnaryOperator<Line> change) {
        return withAllLines(lines.stream().map(line -> line.sku().equals(sku) ? change.apply(line) : line).toList());
    }

    private OrderView withAllLines(List<Line> newLines) {
        return new OrderView(orderId, customerId, accountId, status, total, newLines, payment, saga, reason, placedAt,
                updatedAt, version, position);
    }

    OrderView paying(Payment newPayment) {
        return new OrderView(orderId, customerId, accountId, status, total, lines, newPayment, saga, reason, placedAt,
                updatedAt, version, position);
    }

    OrderView progressed(Progress newSaga) {
        return new OrderView(orderId, customerId, accountId, status, total, lines, payment, newSaga, reason, placedAt,
                updatedAt, version, position);
    }

    OrderView touched(Instant at) {
        return new OrderView(orderId, customerId, accountId, status, total, lines, payment, saga, reason, placedAt,
                at.isAfter(updatedAt) ? at : updatedAt, version, position);
    }
}
