package io.orderflow.projection.example;

import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.service.web.NotFound;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ServedBy("product-sales")
class ProductSalesController {

    private final ReadModel<ProductSales> sales;

    ProductSalesController(ReadModels models, ProductSalesProjection projection) {
        sales = models.of(projection);
    }

    @GetMapping("/product-sales/{sku}")
    ProductSales find(@PathVariable String sku) {
        return sales.find(sku).orElseThrow(() -> new NotFound("No sales of " + sku));
    }
}
