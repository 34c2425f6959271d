package io.orderflow.query.history;

import io.orderflow.api.order.OrderQuery.FindOrderHistory;
import io.orderflow.service.message.Origin;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** Answers the queries about the histories of orders. */
final class HistoryQueries {

    private final StoredHistories histories;

    HistoryQueries(StoredHistories histories) {
        this.histories = histories;
    }

    @QueryHandler
    HistoryPage handle(FindOrderHistory query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        return histories.page(query.orderId().value(), HistoryCursor.of(query.cursor()),
                query.limit() == 0 ? HistoryPage.MAX_LIMIT : query.limit(), only);
    }
}
