package io.orderflow.query.sales;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.order.SalesQuery;
import java.util.List;
import org.springframework.context.annotation.Import;

/** Imports the read model of sales, and names its messages. */
@Import({SalesProjection.class, SalesQueries.class, SalesController.class})
public final class SalesReadModel implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(SalesQuery.class, SalesReport.class);
    }
}
