package io.orderflow.query.history;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderQuery.FindOrderVersions;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.service.message.Page;
import io.orderflow.service.message.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the difference that each event made to an order. */
@RestController
@ServedBy(HistoryProjection.NAME)
@Tag(name = "Orders")
final class VersionController {

    private final Queries queries;

    VersionController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/orders/{orderId}/versions")
    @Operation(operationId = "getOrderVersions", summary = "Lists the events of an order, the earliest first, each with the fields of the order that it changed", description = "The position of an event is a moment for asOf, which shows the whole order.")
    OrderVersions find(@PathVariable OrderId orderId,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @Parameter(description = HistoryPage.CURSOR) @RequestParam(required = false) @Nullable String cursor) {
        return queries.askHistory(new FindOrderVersions(orderId, limit, cursor), OrderVersions.class);
    }
}
