package io.orderflow.query.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.Personal;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.payment.PaymentStatus;
import io.orderflow.projection.api.Listing;
import io.orderflow.query.profiles.CustomerProfile;
import io.orderflow.query.sagas.Progress;
import io.orderflow.service.web.Versioned;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An order as clients see it. It is made of three streams of events which may be folded in any order relative to each
 * other: the streams of the order, of its saga and of its payment each set fields of their own. Until the order's own
 * first event is folded, the order does not exist for clients.
 *
 * <p>The name of the customer is not stored with the order: an answer has it from the replica of customers, as of the
 * same moment, so that a rename shows on all orders.
 *
 * @param customerName  the customer's name; absent where this service knows of no registration of the customer
 * @param customerKnown whether it knows of one; absent in the stored document
 * @param reason    why it was rejected or cancelled, absent where it was not
 * @param updatedAt the time of the latest event of any of the three streams
 * @param version   the version of the order aggregate
 * @param position  the position of the last event in the document, absent where it is as of a past moment
 */
@MessageType("view.order")
public record OrderView(String orderId, @Nullable String customerId, @Personal @Nullable String customerName,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean customerKnown, @Nullable String accountId,
        @Nullable OrderStatus status, @Nullable Money total, List<Line> lines, @Nullable Payment payment,
        @Nullable Progress saga, @Nullable String reason, @Nullable Instant placedAt, Instant updatedAt, long version,
        @Nullable Long position) implements Versioned, Listing.Entry {

    /**
     * A line of an order.
     *
     * @param name the product's name, absent until its stock was reserved
     */
    @Schema(name = "OrderLine")
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
    @Schema(name = "OrderPayment")
    public record Payment(String paymentId, PaymentStatus status, @Nullable String reason) {}

    @Override
    public String documentName() {
        return orderId;
    }

    static OrderView unplaced(String orderId, Instant at) {
        return new OrderView(orderId, null, null, null, null, null, null, List.of(), null, null, null, null, at, 0,
                null);
    }

    boolean exists() {
        return placedAt != null;
    }

    /** Whether it exists for this customer, or for everybody where none is named. */
    boolean isVisibleTo(@Nullable String customer) {
        return exists() && (customer == null || customer.equals(customerId));
    }

    OrderView placed(OrderPlaced event, Instant at) {
        return with(order -> {
            order.customerId = event.customerId().value();
            order.accountId = event.accountId().value();
            order.status = OrderStatus.PLACED;
            order.total = event.total();
            order.reason = null;
            order.placedAt = at;
        }).withLines(event.lines());
    }

    OrderView in(OrderStatus newStatus, @Nullable String newReason) {
        return with(order -> {
            order.status = newStatus;
            order.reason = newReason;
        });
    }

    OrderView at(long newVersion) {
        return with(order -> order.version = newVersion);
    }

    /**
     * Sets the lines, unless they are set. The order and its saga begin with the same lines, and the later of the two
     * must not reset the state that the earlier one has made.
     */
    OrderView withLines(List<OrderLine> ordered) {
        return lines.isEmpty() ? with(order -> order.lines = ordered.stream().map(Line::of).toList()) : this;
    }

    OrderView withLine(String sku, UnaryOperator<Line> change) {
        List<Line> changed = lines.stream().map(line -> line.sku().equals(sku) ? change.apply(line) : line).toList();
        return with(order -> order.lines = changed);
    }

    OrderView paying(Payment newPayment) {
        return with(order -> order.payment = newPayment);
    }

    OrderView progressed(Progress newSaga) {
        return with(order -> order.saga = newSaga);
    }

    OrderView touched(Instant at) {
        return with(order -> order.updatedAt = at.isAfter(updatedAt) ? at : updatedAt);
    }

    /** The order as an answer shows it. The moment of a past order is that of whatever in it changed last. */
    OrderView of(@Nullable CustomerProfile customer) {
        return with(order -> {
            order.customerKnown = customer != null;
            order.customerName = customer == null ? null : customer.name();
        });
    }

    OrderView asOf(long newPosition) {
        return with(order -> order.position = newPosition);
    }

    private OrderView with(Consumer<OrderChange> fields) {
        OrderChange change = new OrderChange();
        fields.accept(change);
        return change.order();
    }

    /** The fields of the order that an event can change. No other code copies all fields. */
    private final class OrderChange {

        private @Nullable String customerId = OrderView.this.customerId;
        private @Nullable String accountId = OrderView.this.accountId;
        private @Nullable OrderStatus status = OrderView.this.status;
        private @Nullable Money total = OrderView.this.total;
        private List<Line> lines = OrderView.this.lines;
        private @Nullable Payment payment = OrderView.this.payment;
        private @Nullable Progress saga = OrderView.this.saga;
        private @Nullable String reason = OrderView.this.reason;
        private @Nullable Instant placedAt = OrderView.this.placedAt;
        private Instant updatedAt = OrderView.this.updatedAt;
        private long version = OrderView.this.version;
        private @Nullable String customerName = OrderView.this.customerName;
        private @Nullable Boolean customerKnown = OrderView.this.customerKnown;
        private @Nullable Long position = OrderView.this.position;

        OrderView order() {
            return new OrderView(orderId, customerId, customerName, customerKnown, accountId, status, total, lines,
                    payment, saga, reason, placedAt, updatedAt, version, position);
        }
    }
}
