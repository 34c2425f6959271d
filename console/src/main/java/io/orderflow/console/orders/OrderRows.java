package io.orderflow.console.orders;

import io.orderflow.console.page.Html;
import java.util.List;

/** The rows of the list of orders. */
final class OrderRows {

    private OrderRows() {}

    static String of(List<Order> orders, Html html) {
        orders.forEach(order -> add(order, html));
        return html.toString();
    }

    private static void add(Order order, Html html) {
        html.add("<tr><td>").id(order.orderId(), html.address("/orders/{}", order.orderId()));
        html.add("</td><td>").status(order.status());
        if (order.reason() != null) {
            html.add(" <span class=\"small muted\">").text(html.show().words(order.reason())).add("</span>");
        }
        html.add("</td><td class=\"nowrap\">");
        String customer = order.customerId();
        if (customer != null) {
            html.link(Html.with(html.address("/orders"), "customerId", customer), customer,
                    html.show().shortId(customer));
        }
        html.add("</td><td class=\"num\">").add(Integer.toString(order.lines().size()));
        html.add("</td><td class=\"num\">").text(html.show().money(order.total()));
        html.add("</td><td class=\"nowrap\">");
        if (order.saga() != null) {
            html.text(html.show().words(order.saga().step()));
        }
        html.add("</td><td class=\"nowrap\">").time(order.placedAt()).add("</td></tr>\n");
    }
}
