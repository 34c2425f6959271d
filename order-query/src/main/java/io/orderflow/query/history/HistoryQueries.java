package io.orderflow.query.history;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderQuery.FindOrderHistory;
import io.orderflow.projection.ReadModel;
import io.orderflow.projection.ReadModels;
import io.orderflow.service.web.NotFound;
import org.axonframework.queryhandling.QueryHandler;

/** Answers what has happened on behalf of an order. */
final class HistoryQueries {

    private final ReadModel<OrderHistory> histories;

    HistoryQueries(ReadModels models, HistoryProjection projection) {
        this.histories = models.of(projection);
    }

    @QueryHandler
    OrderHistory handle(FindOrderHistory query) {
        OrderId id = query.orderId();
        return histories.find(id.value())
                .filter(OrderHistory::placed)
                .orElseThrow(() -> new NotFound("No order " + id.value()));
    }
}
