package io.orderflow.query.sales;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.projection.api.Listing;
import io.orderflow.query.tally.OrderCounts;
import io.orderflow.query.tally.Sum;
import java.util.List;

/**
 * The events of orders on one day in UTC, by the time of each event: an order placed before midnight and shipped after
 * it counts as placed on the one day and as shipped on the other. A refund counts on the day on which it was paid back,
 * and not on the day of the sale, so that a past day never changes.
 *
 * @param day      the date, as in {@code 2026-11-22}
 * @param revenue  the totals of the orders that were shipped, by currency; it is recognized then, because only then it
 *                 cannot be undone
 * @param refunded the totals that were paid back, by currency
 * @param net      the revenue less the refunded totals, by currency; negative on a day of more refunds than sales
 */
public record SalesDay(String day, OrderCounts orders, List<Sum> revenue, List<Sum> refunded, List<Sum> net,
        long position) implements Listing.Entry {

    @Override
    public String documentName() {
        return day;
    }

    static SalesDay empty(String day) {
        return new SalesDay(day, OrderCounts.NONE, List.of(), List.of(), List.of(), 0);
    }

    SalesDay plus(OrderEvent event) {
        SalesDayChange change = new SalesDayChange(event);
        Money total = event.total();
        switch (event) {
            case OrderShipped e -> {
                change.revenue = Sum.add(revenue, total);
                change.net = Sum.add(net, total);
            }
            case OrderRefunded e -> {
                change.refunded = Sum.add(refunded, total);
                change.net = Sum.subtract(net, total);
            }
            case OrderPlaced e -> {}
            case OrderConfirmed e -> {}
            case OrderRejected e -> {}
            case OrderCancelled e -> {}
        }
        return change.day();
    }

    /** The fields of the day that an event can change. No other code copies all fields. */
    private final class SalesDayChange {

        private final OrderCounts orders;
        private List<Sum> revenue = SalesDay.this.revenue;
        private List<Sum> refunded = SalesDay.this.refunded;
        private List<Sum> net = SalesDay.this.net;

        SalesDayChange(OrderEvent event) {
            orders = SalesDay.this.orders.plus(event);
        }

        SalesDay day() {
            return new SalesDay(day, orders, revenue, refunded, net, position);
        }
    }
}
