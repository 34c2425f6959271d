package io.orderflow.query.orders;

import com.mongodb.client.model.Filters;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderQuery.FindOrder;
import io.orderflow.api.order.OrderQuery.ListOrders;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.projection.Page;
import io.orderflow.projection.ReadModel;
import io.orderflow.projection.ReadModels;
import io.orderflow.projection.history.PresentAndPast;
import io.orderflow.projection.history.TimeTravel;
import io.orderflow.query.page.Cursor;
import io.orderflow.query.page.Keyset;
import io.orderflow.query.page.PagedList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.queryhandling.QueryHandler;
import org.bson.conversions.Bson;

/** Answers what is asked about orders. */
final class OrderQueries {

    private static final Keyset NEWEST_FIRST = new Keyset("placedAt", true);

    private final ReadModel<OrderView> orders;
    private final PresentAndPast<OrderView> single;
    private final Map<Optional<OrderStatus>, PagedList<OrderView>> byStatus = new ConcurrentHashMap<>();

    OrderQueries(ReadModels models, OrdersProjection projection, TimeTravel past) {
        this.orders = models.of(projection);
        this.single = new PresentAndPast<>(projection, orders, past);
    }

    @QueryHandler
    OrderView handle(FindOrder query) {
        OrderId id = query.orderId();
        return single.require(id.value(), query.asOf(), "order " + id.value(), OrderView::exists);
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
        Page<OrderView> page = listOf(query).page(conditions, Cursor.parse(query.cursor()), query.limit());
        return new OrderPage(page.items(), page.next());
    }

    /** Orders of one customer are few, and are not worth remembering for each. */
    private PagedList<OrderView> listOf(ListOrders query) {
        return query.customerId() == null
                ? byStatus.computeIfAbsent(Optional.ofNullable(query.status()), status -> newList())
                : newList();
    }

    private PagedList<OrderView> newList() {
        return new PagedList<>(orders::find, NEWEST_FIRST, OrderView::cursor);
    }
}
