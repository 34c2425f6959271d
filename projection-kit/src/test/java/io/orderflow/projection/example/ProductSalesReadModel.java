package io.orderflow.projection.example;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.projection.example.ProductSalesQueries.FindProductSales;
import java.util.List;
import org.springframework.context.annotation.Import;

@Import({ProductSalesProjection.class, ProductSalesQueries.class, ProductSalesController.class})
public final class ProductSalesReadModel implements MessageCatalog {

    public List<Class<?>> types() {
        return List.of(FindProductSales.class, ProductSales.class);
    }
}
