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
        Money total = event.total();
        return switch (event) {
            case OrderShipped e -> with(event, Sum.add(revenue, total), refunded, Sum.add(net, total));
            case OrderRefunded e -> with(event, revenue, Sum.add(refunded, total), Sum.subtract(net, total));
            case OrderPlaced e -> with(event, revenue, refunded, net);
            case OrderConfirmed e -> with(event, revenue, refunded, net);
            case OrderRejected e -> with(event, revenue, refunded, net);
            case OrderCancelled e -> with(event, revenue, refunded, net);
        };
    }

    private SalesDay with(OrderEvent event, List<Sum> newRevenue, List<Sum> newRefunded, List<Sum> newNet) {
        return new SalesDay(day, orders.plus(event), newRevenue, newRefunded, newNet, position);
    }
}
