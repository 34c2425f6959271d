package io.orderflow.query.tally;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderConfirmed;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderRejected;
import io.orderflow.api.order.OrderEvent.OrderShipped;

/** How many orders have ever come to each point of their life: an order that was shipped was also confirmed. */
public record OrderCounts(long placed, long confirmed, long shipped, long rejected, long cancelled) {

    public static final OrderCounts NONE = new OrderCounts(0, 0, 0, 0, 0);

    public OrderCounts plus(OrderEvent event) {
        return switch (event) {
            case OrderPlaced e -> new OrderCounts(placed + 1, confirmed, shipped, rejected, cancelled);
            case OrderConfirmed e -> new OrderCounts(placed, confirmed + 1, shipped, rejected, cancelled);
            case OrderShipped e -> new OrderCounts(placed, confirmed, shipped + 1, rejected, cancelled);
            case OrderRejected e -> new OrderCounts(placed, confirmed, shipped, rejected + 1, cancelled);
            case OrderCancelled e -> new OrderCounts(placed, confirmed, shipped, rejected, cancelled + 1);
        };
    }

    public OrderCounts plus(OrderCounts more) {
        return new OrderCounts(placed + more.placed, confirmed + more.confirmed, shipped + more.shipped,
                rejected + more.rejected, cancelled + more.cancelled);
    }
}
