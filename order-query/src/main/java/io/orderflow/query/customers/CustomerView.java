package io.orderflow.query.customers;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.Personal;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.query.tally.OrderCounts;
import io.orderflow.query.tally.Sum;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * A customer: who it is, and what it has ordered.
 *
 * @param name       absent where the customer is not known, since no registration was seen
 * @param email      the address for messages, absent together with the name
 * @param known      whether a registration was seen
 * @param ordered    the totals of all orders ever placed, by currency
 * @param spent      the totals of the orders that were shipped, by currency
 * @param refunded   the part of these totals that was paid back, by currency
 * @param net        the spent totals less the refunded ones, by currency
 * @param lastOrders the last {@value #LAST_ORDERS} orders placed, newest first
 */
@MessageType("view.customer")
public record CustomerView(String customerId, @Personal @Nullable String name, @Personal @Nullable String email,
        boolean known, OrderCounts orders, List<Sum> ordered, List<Sum> spent, List<Sum> refunded, List<Sum> net,
        List<RecentOrder> lastOrders, long position) {

    static final int LAST_ORDERS = 10;

    /** One of the last orders, with the status that it has now. */
    public record RecentOrder(String orderId, OrderStatus status, Money total, Instant placedAt) {

        private RecentOrder in(OrderStatus newStatus) {
            return new RecentOrder(orderId, newStatus, total, placedAt);
        }
    }

    static CustomerView unknown(String customerId) {
        return new CustomerView(customerId, null, null, false, OrderCounts.NONE, List.of(), List.of(), List.of(),
                List.of(), List.of(), 0);
    }

    boolean exists() {
        return known || orders.placed() > 0;
    }

    CustomerView registered(@Nullable String newName, @Nullable String newEmail) {
        CustomerChange change = new CustomerChange(orders);
        change.name = newName;
        change.email = newEmail;
        change.known = true;
        return change.customer();
    }

    CustomerView placed(OrderPlaced event, EventMessage<?> message) {
        RecentOrder order = new RecentOrder(event.orderId().value(), OrderStatus.PLACED, event.total(),
                message.getTimestamp());
        CustomerChange change = new CustomerChange(orders.plus(event));
        change.ordered = Sum.add(ordered, event.total());
        change.lastOrders = Stream.concat(Stream.of(order), lastOrders.stream()).limit(LAST_ORDERS).toList();
        return change.customer();
    }

    CustomerView changed(OrderEvent event, OrderStatus status) {
        String orderId = event.orderId().value();
        CustomerChange change = new CustomerChange(orders.plus(event));
        change.lastOrders = lastOrders.stream()
                .map(order -> order.orderId.equals(orderId) ? order.in(status) : order)
                .toList();
        if (event instanceof OrderShipped) {
            change.spent = Sum.add(spent, event.total());
            change.net = Sum.add(net, event.total());
        }
        return change.customer();
    }

    CustomerView refunded(OrderRefunded event) {
        CustomerChange change = new CustomerChange(orders.plus(event));
        change.refunded = Sum.add(refunded, event.total());
        change.net = Sum.subtract(net, event.total());
        return change.customer();
    }

    /** The fields of the customer that an event can change. No other code copies all fields. */
    private final class CustomerChange {

        private final OrderCounts orders;
        private @Nullable String name = CustomerView.this.name;
        private @Nullable String email = CustomerView.this.email;
        private boolean known = CustomerView.this.known;
        private List<Sum> ordered = CustomerView.this.ordered;
        private List<Sum> spent = CustomerView.this.spent;
        private List<Sum> refunded = CustomerView.this.refunded;
        private List<Sum> net = CustomerView.this.net;
        private List<RecentOrder> lastOrders = CustomerView.this.lastOrders;

        CustomerChange(OrderCounts newOrders) {
            orders = newOrders;
        }

        CustomerView customer() {
            return new CustomerView(customerId, name, email, known, orders, ordered, spent, refunded, net, lastOrders,
                    position);
        }
    }
}
