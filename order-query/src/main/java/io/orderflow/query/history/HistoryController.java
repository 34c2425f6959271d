package io.orderflow.query.history;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderQuery.FindOrderHistory;
import io.orderflow.projection.freshness.ServedBy;
import io.orderflow.service.query.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The history of an order. */
@RestController
@ServedBy(HistoryProjection.NAME)
@Tag(name = "Orders")
final class HistoryController {

    private final Queries queries;

    HistoryController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/orders/{orderId}/events")
    @Operation(summary = "Lists every event that happened on behalf of an order")
    HistoryAnswer find(@PathVariable OrderId orderId) {
        return HistoryAnswer.of(queries.ask(new FindOrderHistory(orderId), OrderHistory.class));
    }
}
