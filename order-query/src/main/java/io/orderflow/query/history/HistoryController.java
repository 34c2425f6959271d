package io.orderflow.query.history;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderQuery.FindOrderChanges;
import io.orderflow.api.order.OrderQuery.FindOrderHistory;
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

/** Shows the history of an order. */
@RestController
@ServedBy(HistoryProjection.NAME)
@Tag(name = "Orders")
final class HistoryController {

    private static final String CHANGES = "Whether each event also has orderVersion and changes";

    private final Queries queries;

    HistoryController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/orders/{orderId}/events")
    @Operation(operationId = "getOrderHistory", summary = "Lists every event that happened on behalf of an order, the earliest first, limit events a page", description = "With changes=true each event also has what GET /orders/{orderId}/versions tells of it: the order's version "
            + "after it, and the fields of the order that it changed.")
    HistoryAnswer find(@PathVariable OrderId orderId,
            @RequestParam(defaultValue = HistoryPage.DEFAULT_LIMIT) @Min(1) @Max(HistoryPage.MAX_LIMIT) int limit,
            @Parameter(description = HistoryPage.CURSOR) @RequestParam(required = false) @Nullable String cursor,
            @Parameter(description = CHANGES) @RequestParam(defaultValue = "false") boolean changes) {
        return changes
                ? HistoryAnswer.of(queries.askHistory(new FindOrderChanges(orderId, limit, cursor), OrderChanges.class))
                : HistoryAnswer.of(queries.ask(new FindOrderHistory(orderId, limit, cursor), HistoryPage.class));
    }
}
