package io.orderflow.ledger.correction;

import io.orderflow.ledger.EntryId;
import io.orderflow.service.idempotency.IdempotencyKeyRequired;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.IfMatch;
import io.orderflow.service.message.Outcome;
import io.orderflow.service.stage.Changes;
import io.orderflow.service.web.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Corrects entries. */
@RestController
@Changes(readModels = {"accounts", "statements"}, document = "/accounts/{accountId}/statement")
@Tag(name = "Ledger")
final class ReversalController {

    private static final String ENTRY = "^[A-Za-z0-9][A-Za-z0-9._-]*:[0-9]{1,18}$";

    private final Entries entries;
    private final Commands commands;

    ReversalController(Entries entries, Commands commands) {
        this.entries = entries;
        this.commands = commands;
    }

    /**
     * Reverses an entry, and does so once, however often clients ask. The new entry is found in the account's
     * statement.
     */
    @PostMapping("/ledger/entries/{entryId}/reversal")
    @IdempotencyKeyRequired
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "reverseEntry", summary = "Corrects a deposit or withdrawal by an entry that moves the same amount back")
    ResponseEntity<EntryCorrected> reverse(
            @Parameter(example = "account-1:1", schema = @Schema(type = "string", pattern = ENTRY)) @PathVariable String entryId,
            @Valid @RequestBody ReversalRequest request,
            IfMatch ifMatch) {
        EntryId entry = EntryId.of(entryId);
        Outcome outcome = commands.send(entries.reversalOf(entry, request.reason()), ifMatch);
        return Answers.created(outcome, URI.create("/accounts/" + entry.accountId().value() + "/statement"),
                new EntryCorrected(entry.toString(), outcome.version()));
    }

    /** The entry that is corrected, and the account's version after that. */
    record EntryCorrected(String entryId, long version) {}
}
