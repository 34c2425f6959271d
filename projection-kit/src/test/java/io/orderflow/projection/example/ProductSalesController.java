package io.orderflow.projection.example;

import io.orderflow.projection.api.ServedBy;
import io.orderflow.projection.example.ProductSalesQueries.FindProductSales;
import io.orderflow.service.message.Queries;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ServedBy(ProductSalesProjection.NAME)
final class ProductSalesController {

    private final Queries queries;

    ProductSalesController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/product-sales/{sku}")
    ProductSales find(@PathVariable String sku) {
        return queries.ask(new FindProductSales(sku), ProductSales.class);
    }
}
