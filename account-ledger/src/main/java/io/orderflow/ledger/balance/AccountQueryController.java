package io.orderflow.ledger.balance;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountQuery.FindAccount;
import io.orderflow.api.account.AccountQuery.ListAccounts;
import io.orderflow.api.order.CustomerId;
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
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows accounts. */
@RestController
@Tag(name = "Accounts")
@ServedBy(AccountsProjection.NAME)
final class AccountQueryController {

    private final Queries queries;
    private final Moments moments;

    AccountQueryController(Queries queries, Moments moments) {
        this.queries = queries;
        this.moments = moments;
    }

    @GetMapping("/accounts/{accountId}")
    @Operation(operationId = "getAccount", summary = "Shows an account with its balance")
    AccountView findAccount(@PathVariable AccountId accountId,
            @Parameter(description = AsOf.DESCRIPTION, schema = @Schema(type = "string", pattern = AsOf.FORM)) @RequestParam(required = false) @Nullable String asOf,
            HttpServletResponse response) {
        AccountView account = queries.askAsOf(new FindAccount(accountId, asOf), AccountView.class, asOf);
        moments.mark(response, asOf, account.position());
        return account;
    }

    @GetMapping("/accounts")
    @Operation(operationId = "findAccounts", summary = "Lists accounts by their identifiers", description = "A customer is shown its own accounts only.")
    Page<AccountView> list(@RequestParam(required = false) @Nullable CustomerId customerId,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return queries.askPage(new ListAccounts(customerId, limit, cursor), AccountView.class);
    }
}
