package io.orderflow.query.history;

import io.orderflow.api.order.OrderQuery.FindOrderCauses;
import io.orderflow.service.message.Origin;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** Answers the queries about the causes of an order's events. */
final class CauseQueries {

    private final StoredHistories histories;

    CauseQueries(StoredHistories histories) {
        this.histories = histories;
    }

    @QueryHandler
    OrderCauses handle(FindOrderCauses query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        String order = query.orderId().value();
        HistoryPage page = histories.page(order, HistoryCursor.of(query.cursor()), query.limit(), only);
        CauseGraph graph = new CauseGraph();
        histories.forEachBefore(page, only, entry -> graph.know(StoredEvent.of(entry)));
        page.items().forEach(entry -> graph.add(StoredEvent.of(entry)));
        return graph.causes(order, page.next());
    }
}
