package io.orderflow.query.stock;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.stock.StockQuery;
import java.util.List;
import org.springframework.context.annotation.Import;

/** Imports the read model of products, and names its messages. */
@Import({StockProjection.class, StockQueries.class, ProductsController.class})
public final class StockReadModel implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(StockQuery.class, ProductView.class);
    }
}
