package io.orderflow.query.history;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderQuery.FindOrderCauses;
import io.orderflow.projection.api.ServedBy;
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

/** Shows what caused the events of an order. */
@RestController
@ServedBy(HistoryProjection.NAME)
@Tag(name = "Orders")
final class CauseController {

    private final Queries queries;

    CauseController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/orders/{orderId}/causes")
    @Operation(operationId = "getOrderCauses", summary = "Shows which request, command or event caused which event of an order, over all aggregates, as a graph", description = "A page has the events after the cursor, limit events at most, and what directly caused them. The edges of all pages "
            + "together are the whole graph, to be followed in both directions. A node without a type is an event of "
            + "another history, or a command of an event that was written before commands were named.")
    OrderCauses find(@PathVariable OrderId orderId,
            @RequestParam(defaultValue = HistoryPage.DEFAULT_LIMIT) @Min(1) @Max(HistoryPage.MAX_LIMIT) int limit,
            @Parameter(description = HistoryPage.CURSOR) @RequestParam(required = false) @Nullable String cursor) {
        return queries.askHistory(new FindOrderCauses(orderId, limit, cursor), OrderCauses.class);
    }
}
