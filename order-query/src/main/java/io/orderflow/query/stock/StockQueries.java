package io.orderflow.query.stock;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockQuery.FindProduct;
import io.orderflow.api.stock.StockQuery.ListProducts;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.message.Page;
import org.axonframework.queryhandling.QueryHandler;
import org.bson.conversions.Bson;

/** Answers the queries about products. The cursor of their list is the last sku of the page before. */
final class StockQueries {

    private static final String SKU = "_id";

    private final ReadModel<ProductView> products;

    StockQueries(ReadModels models, StockProjection projection) {
        this.products = models.of(projection);
    }

    @QueryHandler
    ProductView handle(FindProduct query) {
        Sku sku = query.sku();
        return products.require(sku.value(), query.asOf(), "product " + sku.value(), product -> true);
    }

    @QueryHandler
    Page<ProductView> handle(ListProducts query) {
        Bson afterCursor = query.cursor() == null ? Filters.empty() : Filters.gt(SKU, new Sku(query.cursor()).value());
        return products.page(afterCursor, Sorts.ascending(SKU), query.limit(), ProductView::sku);
    }
}
