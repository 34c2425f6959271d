package io.orderflow.query.sagas;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.SagaQuery.FindSaga;
import io.orderflow.api.saga.SagaQuery.ListSagas;
import io.orderflow.projection.Page;
import io.orderflow.projection.freshness.ServedBy;
import io.orderflow.service.query.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The processes of orders as resources to be read. */
@RestController
@ServedBy(SagasProjection.NAME)
@Tag(name = "Sagas")
final class SagasController {

    private final Queries queries;

    SagasController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/sagas/{orderId}")
    @Operation(summary = "Shows the process of an order with its timeline")
    SagaView find(@PathVariable OrderId orderId, @RequestParam(required = false) @Nullable String asOf) {
        return queries.ask(new FindSaga(orderId, asOf), SagaView.class);
    }

    @GetMapping("/sagas")
    @Operation(summary = "Lists processes, those first that have not changed for longest")
    SagaPage list(@RequestParam(defaultValue = "ALL") SagaStatus status,
            @RequestParam(required = false) @Nullable Duration stuckFor,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return queries.ask(new ListSagas(stuckFor == null ? status.steps() : status.restlessSteps(), stuckFor, limit,
                cursor), SagaPage.class);
    }
}
