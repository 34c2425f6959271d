package io.orderflow.notification.points;

import io.orderflow.service.message.Caller;
import io.orderflow.service.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the points of a customer. */
@RestController
@Tag(name = "Notifications")
class PointsController {

    private final PointsStore points;

    PointsController(PointsStore points) {
        this.points = points;
    }

    @GetMapping("/points/{customerId}")
    @Operation(operationId = "getPoints", summary = "Shows the loyalty points of a customer", description = "A shipped order earns a point for each whole unit of the currency of its total; a refund takes them "
            + "back. They follow the orders by events, so they may be behind them for a moment. A customer whose orders "
            + "were never shipped has none.")
    LoyaltyPoints find(@PathVariable String customerId) {
        if (!Caller.current().isFree(customerId)) {
            throw new NotFound("No customer " + customerId);
        }
        return points.of(customerId);
    }
}
