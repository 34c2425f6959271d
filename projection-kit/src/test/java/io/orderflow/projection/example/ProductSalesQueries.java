package io.orderflow.projection.example;

import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.web.NotFound;
import org.axonframework.queryhandling.QueryHandler;

final class ProductSalesQueries {

    private final ReadModel<ProductSales> sales;

    ProductSalesQueries(ReadModels models, ProductSalesProjection projection) {
        this.sales = models.of(projection);
    }

    @QueryHandler
    ProductSales handle(FindProductSales query) {
        return sales.find(query.sku()).orElseThrow(() -> new NotFound("No sales of " + query.sku()));
    }
}
