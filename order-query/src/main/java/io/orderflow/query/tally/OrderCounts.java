package io.orderflow.query.tally;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;

/**
 * How many orders have ever come to each point of their life: an order that was refunded was also shipped, and one that
 * was shipped was also confirmed.
 */
public record OrderCounts(long placed, long confirmed, long shipped, long rejected, long cancelled, long refunded) {

    public static final OrderCounts NONE = new OrderCounts(0, 0, 0, 0, 0, 0);

    public OrderCounts plus(OrderEvent event) {
        return switch (event) {
            case OrderPlaced e -> plus(new OrderCounts(1, 0, 0, 0, 0, 0));
            case OrderConfirmed e -> plus(new OrderCounts(0, 1, 0, 0, 0, 0));
            case OrderShipped e -> plus(new OrderCounts(0, 0, 1, 0, 0, 0));
            case OrderRejected e -> plus(new OrderCounts(0, 0, 0, 1, 0, 0));
            case OrderCancelled e -> plus(new OrderCounts(0, 0, 0, 0, 1, 0));
            case OrderRefunded e -> plus(new OrderCounts(0, 0, 0, 0, 0, 1));
        };
    }

    public OrderCounts plus(OrderCounts more) {
        return new OrderCounts(placed + more.placed, confirmed + more.confirmed, shipped + more.shipped,
                rejected + more.rejected, cancelled + more.cancelled, refunded + more.refunded);
    }
}
