package io.orderflow.query.sales;

import io.orderflow.api.order.SalesQuery.ListSalesDays;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.service.message.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.axonframework.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the sales report. */
@RestController
@ServedBy(SalesProjection.NAME)
@Tag(name = "Sales")
final class SalesController {

    private final Queries queries;

    SalesController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/sales")
    @Operation(operationId = "getSales", summary = "Shows the sales of each day in UTC, by default of the last 30 days", description = "The "
            + "revenue of an order counts on the day of its shipment, and a refund on the day on which the money was "
            + "paid back. Net is the revenue less the refunds. Over all days, net equals the sales of the trial balance, "
            + "except for payments and refunds that are under way.")
    SalesReport list(@RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        LocalDate last = to == null ? LocalDate.ofInstant(GenericEventMessage.clock.instant(), ZoneOffset.UTC) : to;
        return queries.ask(from == null ? ListSalesDays.upTo(last) : new ListSalesDays(from, last), SalesReport.class);
    }
}
