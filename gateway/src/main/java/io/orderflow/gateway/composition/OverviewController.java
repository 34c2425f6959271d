package io.orderflow.gateway.composition;

import io.orderflow.api.order.CustomerId;
import io.orderflow.gateway.route.ForwardedHeaders;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows all that there is of a customer. */
@RestController
@Tag(name = "Customers")
final class OverviewController {

    private final OverviewComposer composer;

    OverviewController(OverviewComposer composer) {
        this.composer = composer;
    }

    @GetMapping("/customers/{customerId}/overview")
    @Operation(operationId = "getOverview", summary = "Shows a customer's orders, spending, accounts and open processes in one answer; "
            + "what is away is named among the missing, with its reason")
    Overview find(@PathVariable CustomerId customerId, HttpServletRequest request) {
        return composer.of(customerId.value(), ForwardedHeaders.forCaller(request));
    }
}
