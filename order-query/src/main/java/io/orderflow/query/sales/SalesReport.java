package io.orderflow.query.sales;

import io.orderflow.api.message.MessageType;
import io.orderflow.query.tally.OrderCounts;
import io.orderflow.query.tally.Sum;
import java.util.List;

/**
 * The sales of some days.
 *
 * @param items   the days on which anything happened, in their order
 * @param orders  what happened on all of them together
 * @param revenue of all of them together, by currency, recognized at shipment
 */
@MessageType("view.sales-report")
public record SalesReport(String from, String to, List<SalesDay> items, OrderCounts orders, List<Sum> revenue) {

    static SalesReport of(String from, String to, List<SalesDay> days) {
        return new SalesReport(from, to, days,
                days.stream().map(SalesDay::orders).reduce(OrderCounts.NONE, OrderCounts::plus),
                days.stream().map(SalesDay::revenue).reduce(List.of(), Sum::add));
    }
}
