package io.orderflow.query.history;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderQuery.FindOrderChanges;
import io.orderflow.api.order.OrderQuery.FindOrderVersions;
import io.orderflow.query.history.OrderVersions.OrderVersion;
import io.orderflow.query.orders.OrdersProjection;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.Origin;
import java.util.List;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers the queries about the versions of orders. It folds the events of the history, which have their positions and so
 * their order. The event store gives the events of an aggregate without positions, so that their order would have to be
 * looked up in the log, event by event.
 */
final class VersionQueries {

    private final StoredHistories histories;
    private final OrdersProjection orders;
    private final MessageTypes types;
    private final DeadLetterDecisions givenUp;
    private final JsonMapper json;

    /** @param json writes orders as HTTP serves them */
    VersionQueries(StoredHistories histories, OrdersProjection orders, MessageTypes types, DeadLetterDecisions givenUp,
            JsonMapper json) {
        this.histories = histories;
        this.orders = orders;
        this.types = types;
        this.givenUp = givenUp;
        this.json = json;
    }

    @QueryHandler
    OrderVersions handle(FindOrderVersions query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        HistoryPage page = page(query.orderId(), query.limit(), query.cursor(), only);
        return new OrderVersions(page.orderId(), versions(page, only), page.next(), page.previous());
    }

    @QueryHandler
    OrderChanges handle(FindOrderChanges query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        HistoryPage page = page(query.orderId(), query.limit(), query.cursor(), only);
        return new OrderChanges(page, versions(page, only));
    }

    private HistoryPage page(OrderId order, int limit, @Nullable String cursor, @Nullable String only) {
        return histories.page(order.value(), HistoryCursor.of(cursor), limit, only);
    }

    private List<OrderVersion> versions(HistoryPage page, @Nullable String only) {
        VersionFold fold = new VersionFold(orders, types, givenUp, json);
        histories.forEachBefore(page, only, entry -> fold.add(StoredEvent.of(entry)));
        return page.items().stream().map(StoredEvent::of).map(fold::next).toList();
    }
}
