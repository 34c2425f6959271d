package io.orderflow.query.sagas;

import io.orderflow.api.Times;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.SagaFilter;
import io.orderflow.api.saga.SagaQuery.CountSagas;
import io.orderflow.api.saga.SagaQuery.FindSaga;
import io.orderflow.api.saga.SagaQuery.ListSagas;
import io.orderflow.api.saga.SagaQuery.SagaCount;
import io.orderflow.api.saga.SagaStatus;
import io.orderflow.projection.api.AsOf;
import io.orderflow.projection.api.Moments;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.service.message.Page;
import io.orderflow.service.message.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the processes of orders. */
@RestController
@ServedBy(SagasProjection.NAME)
@Tag(name = "Sagas")
final class SagasController {

    private static final int MAX_COUNT = 10_000;
    private static final String STUCK_FOR = "Only processes that have made no progress for this time and wait for an answer, or whose payment does, also after the end of the process. Processes that wait for their shipment are among them only with that status";
    private static final String WAITING_FOR = "Only processes that wait for this answer: payment, confirmation, shipment, rejection, stock for that of any line, or stock: and a sku";
    private static final String STALLED = "Only processes that ask no more until an operator has them retried (true), or only others (false)";

    private final Queries queries;
    private final Moments moments;

    SagasController(Queries queries, Moments moments) {
        this.queries = queries;
        this.moments = moments;
    }

    @GetMapping("/sagas/{orderId}")
    @Operation(operationId = "getSaga", summary = "Shows the process of an order with the last 200 events of its timeline", description = "GET /orders/{orderId}/events has all of them.")
    SagaView find(@PathVariable OrderId orderId,
            @Parameter(description = AsOf.DESCRIPTION, schema = @Schema(type = "string", pattern = AsOf.FORM)) @RequestParam(required = false) @Nullable String asOf,
            HttpServletResponse response) {
        SagaView saga = queries.askAsOf(new FindSaga(orderId, asOf), SagaView.class, asOf);
        moments.mark(response, asOf, saga.position());
        return saga;
    }

    @GetMapping("/sagas")
    @Operation(operationId = "findSagas", summary = "Lists processes. Those come first that have made no progress for longest")
    Page<SagaSummary> list(@RequestParam(defaultValue = "ALL") SagaStatus status,
            @Parameter(description = STUCK_FOR, schema = @Schema(type = "string", format = "duration", pattern = Times.DURATION_FORM, example = "PT10M")) @RequestParam(required = false) @Nullable String stuckFor,
            @Parameter(description = WAITING_FOR) @RequestParam(required = false) @Pattern(regexp = SagaFilter.ANSWER) @Nullable String waitingFor,
            @Parameter(description = STALLED) @RequestParam(required = false) @Nullable Boolean stalled,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return queries.askPage(new ListSagas(filter(status, stuckFor, waitingFor, stalled), limit, cursor),
                SagaSummary.class);
    }

    @GetMapping("/saga-count")
    @Operation(operationId = "countSagas", summary = "Counts the processes that GET /sagas lists", description = "At most 10,000 are counted; more tells whether there may be further ones.")
    SagaCount count(@RequestParam(defaultValue = "ALL") SagaStatus status,
            @Parameter(description = STUCK_FOR, schema = @Schema(type = "string", format = "duration", pattern = Times.DURATION_FORM, example = "PT10M")) @RequestParam(required = false) @Nullable String stuckFor,
            @Parameter(description = WAITING_FOR) @RequestParam(required = false) @Pattern(regexp = SagaFilter.ANSWER) @Nullable String waitingFor,
            @Parameter(description = STALLED) @RequestParam(required = false) @Nullable Boolean stalled) {
        return queries.ask(new CountSagas(filter(status, stuckFor, waitingFor, stalled), MAX_COUNT), SagaCount.class);
    }

    private static SagaFilter filter(SagaStatus status, @Nullable String stuckFor, @Nullable String waitingFor,
            @Nullable Boolean stalled) {
        Duration stuck = stuckFor == null ? null : Times.duration("stuckFor", stuckFor);
        return new SagaFilter(status.steps(), stuck, waitingFor, stalled);
    }
}
