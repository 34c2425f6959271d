package io.orderflow.query.orders;

import io.orderflow.api.order.OrderId;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.projection.api.UpdateStream;
import io.orderflow.service.message.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Streams the changes of an order as they happen. */
@RestController
@ServedBy(OrdersProjection.NAME)
@Tag(name = "Orders")
final class OrderUpdatesController {

    private final UpdateStream stream;

    OrderUpdatesController(UpdateStream stream) {
        this.stream = stream;
    }

    @GetMapping("/orders/{orderId}/updates")
    @Operation(operationId = "watchOrder", summary = "Shows an order and its changes as they happen, as server-sent events", description = "The id of an event identifies the state that was sent. A client that sends it as Last-Event-ID does not get that state again.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/event-stream"))
    void watch(@PathVariable OrderId orderId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String only = Caller.current().owner();
        stream.open(OrdersProjection.NAME, orderId.value(), "order " + orderId.value(),
                order -> order instanceof OrderView view && view.isVisibleTo(only), request, response);
    }
}
