package io.orderflow.query.history;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.order.OrderQuery;
import java.util.List;
import org.springframework.context.annotation.Import;

/** Imports the read model of histories, and names its messages. */
@Import({HistoryProjection.class, StoredHistories.class, HistoryQueries.class, HistoryController.class,
        VersionQueries.class, VersionController.class, CauseQueries.class, CauseController.class})
public final class HistoryReadModel implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(OrderQuery.class, HistoryPage.class, OrderVersions.class, OrderChanges.class,
                OrderCauses.class);
    }
}
