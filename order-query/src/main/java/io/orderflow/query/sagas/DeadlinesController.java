package io.orderflow.query.sagas;

import io.orderflow.api.Times;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.SagaQuery.ListDeadlines;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.service.message.Page;
import io.orderflow.service.message.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the deadlines of the processes of orders. */
@RestController
@ServedBy(SagasProjection.NAME)
@Tag(name = "Deadlines")
final class DeadlinesController {

    private final Queries queries;

    DeadlinesController(Queries queries) {
        this.queries = queries;
    }

    /** There is one kind of deadline, so its parameter selects all of them. */
    @GetMapping("/deadlines")
    @Operation(operationId = "findDeadlines", summary = "Lists the deadlines that are to come, the soonest first", description = "When a deadline passes, the process of an order asks again for the answer that it waits for, or gives the order up. A deadline is due a moment later than shown where the platform was busy when it was set. POST /deadlines/{deadlineId}/move and /cancellation change it.")
    Page<DeadlineItem> list(@RequestParam(required = false) DeadlineItem.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable OrderId orderId,
            @Parameter(description = "The earliest moment at which a listed deadline passes, "
                    + Times.MOMENT, schema = @Schema(type = "string", pattern = Times.MOMENT_FORM)) @RequestParam(required = false) @Nullable String dueAfter,
            @Parameter(description = "The moment before which a listed deadline passes, "
                    + Times.MOMENT, schema = @Schema(type = "string", pattern = Times.MOMENT_FORM)) @RequestParam(required = false) @Nullable String dueBefore,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return queries.askPage(new ListDeadlines(orderId, moment("dueAfter", dueAfter),
                moment("dueBefore", dueBefore), limit, cursor), DeadlineItem.class);
    }

    private static @Nullable Instant moment(String name, @Nullable String text) {
        return text == null ? null : Times.moment(name, text);
    }
}
