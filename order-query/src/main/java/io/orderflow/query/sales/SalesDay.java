package io.orderflow.query.sales;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.query.tally.OrderCounts;
import io.orderflow.query.tally.Sum;
import java.util.List;

/**
 * What happened to orders on one day in UTC, by the time of each event: an order placed before midnight and shipped
 * after it counts as placed on the one day and as shipped on the other.
 *
 * @param day     the date, as in {@code 2026-11-22}
 * @param revenue by currency; it is recognized when an order is shipped, because only then it cannot be undone
 */
public record SalesDay(String day, OrderCounts orders, List<Sum> revenue, long position) {

    static SalesDay empty(String day) {
        return new SalesDay(day, OrderCounts.NONE, List.of(), 0);
    }

    SalesDay plus(OrderEvent event) {
        List<Sum> newRevenue = event instanceof OrderShipped ? Sum.add(revenue, event.total()) : revenue;
        return new SalesDay(day, orders.plus(event), newRevenue, position);
    }
}
