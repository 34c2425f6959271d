package io.orderflow.query.stock;

import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockQuery.FindProduct;
import io.orderflow.api.stock.StockQuery.ListProducts;
import io.orderflow.projection.api.AsOf;
import io.orderflow.projection.api.Moments;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.service.message.Page;
import io.orderflow.service.message.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows products and their stock. */
@RestController
@ServedBy(StockProjection.NAME)
@Tag(name = "Products")
final class ProductsController {

    private final Queries queries;
    private final Moments moments;

    ProductsController(Queries queries, Moments moments) {
        this.queries = queries;
        this.moments = moments;
    }

    @GetMapping("/products/{sku}")
    @Operation(operationId = "getProduct", summary = "Shows a product, its price and its stock")
    ProductView find(@PathVariable Sku sku,
            @Parameter(description = AsOf.DESCRIPTION, schema = @Schema(type = "string", pattern = AsOf.FORM)) @RequestParam(required = false) @Nullable String asOf,
            HttpServletResponse response) {
        ProductView product = queries.askAsOf(new FindProduct(sku, asOf), ProductView.class, asOf);
        moments.mark(response, asOf, product.position());
        return product;
    }

    @GetMapping("/products")
    @Operation(operationId = "findProducts", summary = "Lists products in the order of their skus")
    Page<ProductView> list(@RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return queries.askPage(new ListProducts(limit, cursor), ProductView.class);
    }
}
