package io.orderflow.query.orders;

import com.mongodb.client.model.Filters;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderQuery.FindOrder;
import io.orderflow.api.order.OrderQuery.ListOrders;
import io.orderflow.projection.api.Page;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.query.page.Cursor;
import io.orderflow.query.page.Keyset;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.bson.conversions.Bson;

/** Answers what is asked about orders. */
final class OrderQueries {

    private static final Keyset NEWEST_FIRST = new Keyset("placedAt", true);

    private final ReadModel<OrderView> orders;

    OrderQueries(ReadModels models, OrdersProjection projection) {
        this.orders = models.of(projection);
    }

    @QueryHandler
    OrderView handle(FindOrder query) {
        OrderId id = query.orderId();
        return orders.require(id.value(), query.asOf(), "order " + id.value(), OrderView::exists);
    }

    @QueryHandler
    OrderPage handle(ListOrders query) {
        List<Bson> conditions = new ArrayList<>();
        if (query.customerId() != null) {
            conditions.add(Filters.eq("customerId", query.customerId().value()));
        }
        if (query.status() != null) {
            conditions.add(Filters.eq("status", query.status().name()));
        }
        conditions.add(NEWEST_FIRST.after(Cursor.parse(query.cursor())));
        Page<OrderView> page = orders.page(Filters.and(conditions), NEWEST_FIRST.sort(), query.limit(),
                order -> order.cursor().toString());
        return new OrderPage(page.items(), page.next());
    }
}
