package io.orderflow.ledger.trial;

import io.orderflow.api.Times;
import io.orderflow.api.account.AccountQuery.FindTrialBalance;
import io.orderflow.ledger.statement.StatementsProjection;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.service.message.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the trial balance. */
@RestController
@Tag(name = "Ledger")
@ServedBy({JournalProjection.NAME, JournalDays.NAME, JournalMinutes.NAME, StatementsProjection.NAME})
final class TrialBalanceController {

    private final Queries queries;

    TrialBalanceController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/ledger/trial-balance")
    @Operation(operationId = "getTrialBalance", summary = "Shows the ledger's debits and credits, and their difference")
    TrialBalance findTrialBalance(
            @Parameter(description = "A past moment: "
                    + Times.MOMENT, schema = @Schema(type = "string", pattern = Times.MOMENT_FORM)) @RequestParam(required = false) @Nullable String asOf) {
        return queries.askAsOf(new FindTrialBalance(asOf), TrialBalance.class, asOf);
    }
}
