package io.orderflow.query.orders;

import com.mongodb.client.model.Filters;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderQuery.FindOrder;
import io.orderflow.api.order.OrderQuery.ListOrders;
import io.orderflow.projection.api.Keyset;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.message.Origin;
import io.orderflow.service.message.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Answers the queries about orders. */
final class OrderQueries {

    private static final Keyset<OrderView> NEWEST_FIRST = Keyset
            .<OrderView>ofTimes("placedAt", order -> Objects.requireNonNull(order.placedAt()), OrderView::orderId)
            .descending();

    private final ReadModel<OrderView> orders;
    private final CustomersOfOrders customers;

    OrderQueries(ReadModels models, OrdersProjection projection, CustomersOfOrders customers) {
        this.orders = models.of(projection);
        this.customers = customers;
    }

    @QueryHandler
    OrderView handle(FindOrder query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        OrderId id = query.orderId();
        OrderView order = orders.require(id.value(), query.asOf(), "order " + id.value(),
                found -> found.isVisibleTo(only));
        return query.asOf() == null ? customers.named(order) : customers.named(order, query.asOf());
    }

    @QueryHandler
    Page<OrderView> handle(ListOrders query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        String asked = query.customerId() == null ? null : query.customerId().value();
        if (only != null && asked != null && !only.equals(asked)) {
            return new Page<>(List.of(), null);
        }
        String customer = only == null ? asked : only;
        List<Bson> conditions = new ArrayList<>();
        if (customer != null) {
            conditions.add(Filters.eq("customerId", customer));
        }
        if (query.status() != null) {
            conditions.add(Filters.eq("status", query.status().name()));
        }
        return customers.named(orders.page(conditions, NEWEST_FIRST, query.cursor(), query.limit()));
    }
}
