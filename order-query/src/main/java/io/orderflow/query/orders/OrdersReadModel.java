package io.orderflow.query.orders;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.order.OrderQuery;
import java.util.List;
import org.springframework.context.annotation.Import;

/** Imports the read model of orders, and names its messages. */
@Import({OrdersProjection.class, OrderQueries.class, CustomersOfOrders.class, OrdersController.class,
        OrderUpdatesController.class})
public final class OrdersReadModel implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(OrderQuery.class, OrderView.class);
    }
}
