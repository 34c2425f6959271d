package io.orderflow.projection.example;

import io.orderflow.api.message.MessageType;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.web.NotFound;
import org.axonframework.queryhandling.QueryHandler;

final class ProductSalesQueries {

    @MessageType("product-sales.find")
    record FindProductSales(String sku) {}

    private final ReadModel<ProductSales> sales;

    ProductSalesQueries(ReadModels models, ProductSalesProjection projection) {
        this.sales = models.of(projection);
    }

    @QueryHandler
    ProductSales handle(FindProductSales query) {
        return sales.find(query.sku()).orElseThrow(() -> new NotFound("No sales of " + query.sku()));
    }
}
