package io.orderflow.ledger.statement;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountQuery.FindStatement;
import io.orderflow.ledger.balance.AccountsProjection;
import io.orderflow.ledger.holder.HoldersProjection;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.service.message.Page;
import io.orderflow.service.message.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows statements. */
@RestController
@Tag(name = "Accounts")
@ServedBy({AccountsProjection.NAME, StatementsProjection.NAME, HoldersProjection.NAME})
final class StatementController {

    private final Queries queries;

    StatementController(Queries queries) {
        this.queries = queries;
    }

    /** Shows a page. A header also links to the next page, because CSV has no place for the link. */
    @GetMapping(value = "/accounts/{accountId}/statement", produces = {MediaType.APPLICATION_JSON_VALUE,
            StatementCsv.MEDIA_TYPE})
    @Operation(operationId = "getStatement", summary = "Lists the movements of an account's money, newest first, limit entries a page", description = "CSV has the movements alone.")
    ResponseEntity<Statement> findStatement(@PathVariable AccountId accountId,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Statement page = queries.ask(new FindStatement(accountId, limit, cursor), Statement.class);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().varyBy(HttpHeaders.ACCEPT);
        if (page.next() != null) {
            answer.header(HttpHeaders.LINK, "</accounts/" + accountId.value() + "/statement?limit=" + limit
                    + "&cursor=" + page.next() + ">; rel=\"next\"");
        }
        return answer.body(page);
    }
}
