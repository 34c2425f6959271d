package io.orderflow.query.orders;

import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderQuery.FindOrder;
import io.orderflow.api.order.OrderQuery.ListOrders;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.projection.api.AsOf;
import io.orderflow.projection.api.Moments;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.query.profiles.ProfilesProjection;
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

/** Shows orders. */
@RestController
@ServedBy({OrdersProjection.NAME, ProfilesProjection.NAME})
@Tag(name = "Orders")
final class OrdersController {

    private final Queries queries;
    private final Moments moments;

    OrdersController(Queries queries, Moments moments) {
        this.queries = queries;
        this.moments = moments;
    }

    @GetMapping("/orders/{orderId}")
    @Operation(operationId = "getOrder", summary = "Shows an order with its lines, payment, stock and process")
    OrderView find(@PathVariable OrderId orderId,
            @Parameter(description = AsOf.DESCRIPTION, schema = @Schema(type = "string", pattern = AsOf.FORM)) @RequestParam(required = false) @Nullable String asOf,
            HttpServletResponse response) {
        OrderView order = queries.askAsOf(new FindOrder(orderId, asOf), OrderView.class, asOf);
        moments.mark(response, asOf, order.position());
        return order;
    }

    @GetMapping("/orders")
    @Operation(operationId = "findOrders", summary = "Lists orders, newest first")
    Page<OrderView> list(@RequestParam(required = false) @Nullable CustomerId customerId,
            @RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return queries.askPage(new ListOrders(customerId, status, limit, cursor), OrderView.class);
    }
}
