package io.orderflow.ledger.holds;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountQuery.FindHolds;
import io.orderflow.ledger.balance.AccountsProjection;
import io.orderflow.ledger.statement.StatementsProjection;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.service.message.Page;
import io.orderflow.service.message.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the open holds of accounts. */
@RestController
@Tag(name = "Accounts")
@ServedBy({AccountsProjection.NAME, StatementsProjection.NAME})
final class HoldController {

    private final Queries queries;

    HoldController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/accounts/{accountId}/holds")
    @Operation(operationId = "findHolds", summary = "Lists the open holds of an account, the newest first", description = "They are looked for among the last 10,000 entries of the account; older is what holds from before those hold.")
    AccountHolds list(@PathVariable AccountId accountId,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return queries.ask(new FindHolds(accountId, limit, cursor), AccountHolds.class);
    }
}
