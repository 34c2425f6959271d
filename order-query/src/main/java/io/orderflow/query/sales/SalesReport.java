package io.orderflow.query.sales;

import io.orderflow.api.message.MessageType;
import io.orderflow.projection.api.Listing;
import io.orderflow.query.tally.OrderCounts;
import io.orderflow.query.tally.Sum;
import java.util.List;
import java.util.function.Function;

/**
 * The sales of some days.
 *
 * @param items    the days on which anything happened, in their order
 * @param orders   the counts of all days together
 * @param revenue  the revenue of all days together, by currency, recognized at shipment
 * @param refunded the totals that were paid back on all days together, by currency
 * @param net      the revenue less the refunded totals, by currency
 */
@MessageType("view.sales-report")
public record SalesReport(String from, String to, List<SalesDay> items, OrderCounts orders, List<Sum> revenue,
        List<Sum> refunded, List<Sum> net) implements Listing<SalesDay> {

    static SalesReport of(String from, String to, List<SalesDay> days) {
        return new SalesReport(from, to, days,
                days.stream().map(SalesDay::orders).reduce(OrderCounts.NONE, OrderCounts::plus),
                sum(days, SalesDay::revenue), sum(days, SalesDay::refunded), sum(days, SalesDay::net));
    }

    private static List<Sum> sum(List<SalesDay> days, Function<SalesDay, List<Sum>> figure) {
        return days.stream().map(figure).reduce(List.of(), Sum::add);
    }
}
