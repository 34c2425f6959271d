package io.orderflow.query.orders;

import io.orderflow.api.order.OrderId;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.projection.api.UpdateStream;
import io.orderflow.query.profiles.ProfilesProjection;
import io.orderflow.service.message.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Streams the changes of an order as they happen. */
@RestController
@ServedBy({OrdersProjection.NAME, ProfilesProjection.NAME})
@Tag(name = "Orders")
final class OrderUpdatesController {

    private final UpdateStream stream;
    private final CustomersOfOrders customers;

    OrderUpdatesController(UpdateStream stream, CustomersOfOrders customers) {
        this.stream = stream;
        this.customers = customers;
    }

    @GetMapping("/orders/{orderId}/updates")
    @Operation(operationId = "watchOrder", summary = "Shows an order and its changes as they happen, as server-sent events", description = "The id of an event identifies the state that was sent. A client that sends it as Last-Event-ID does not get that state again. A rename of the customer is no change of the order: the next change shows the new name.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/event-stream"))
    void watch(@PathVariable OrderId orderId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String only = Caller.current().owner();
        stream.open(OrdersProjection.NAME, orderId.value(), "order " + orderId.value(),
                document -> Optional.of((OrderView) document).filter(order -> order.isVisibleTo(only))
                        .map(customers::named),
                request, response);
    }
}
