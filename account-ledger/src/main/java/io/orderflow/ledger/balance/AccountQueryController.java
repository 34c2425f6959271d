package io.orderflow.ledger.balance;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountQuery.FindAccount;
import io.orderflow.projection.freshness.ServedBy;
import io.orderflow.service.query.Queries;
import io.orderflow.service.web.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
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

    AccountQueryController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/accounts/{accountId}")
    @Operation(summary = "Shows an account with its balance", description = "asOf is a time, or v3 for version 3")
    ResponseEntity<AccountView> findAccount(@PathVariable AccountId accountId,
            @RequestParam(required = false) @Nullable String asOf) {
        AccountView account = queries.ask(new FindAccount(accountId, asOf), AccountView.class);
        return ResponseEntity.ok().eTag(Answers.etag(account.version())).body(account);
    }
}
