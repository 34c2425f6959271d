package io.orderflow.ledger.proof;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountQuery.ProveAccount;
import io.orderflow.service.message.Queries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows proofs. They come from the events themselves, and never lag behind. */
@RestController
@Tag(name = "Ledger")
final class ProofController {

    private final Queries queries;

    ProofController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/ledger/accounts/{accountId}/proof")
    @Operation(operationId = "proveAccount", summary = "Checks that an account's postings are complete, unchanged and in their order")
    AccountProof prove(@PathVariable AccountId accountId) {
        return queries.askHistory(new ProveAccount(accountId), AccountProof.class);
    }
}
