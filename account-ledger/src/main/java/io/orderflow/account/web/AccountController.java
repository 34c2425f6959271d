package io.orderflow.account.web;

import io.orderflow.api.account.AccountCommand;
import io.orderflow.api.account.AccountCommand.CloseAccount;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.Withdraw;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.TransactionId;
import io.orderflow.service.idempotency.IdempotencyKeyRequired;
import io.orderflow.service.idempotency.NewId;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.IfMatch;
import io.orderflow.service.message.Outcome;
import io.orderflow.service.stage.Changes;
import io.orderflow.service.web.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes accounts. */
@RestController
@Changes(readModels = {"accounts", "statements"}, document = "/accounts/{accountId}")
@RequestMapping("/accounts")
@Tag(name = "Accounts")
final class AccountController {

    private final Commands commands;

    AccountController(Commands commands) {
        this.commands = commands;
    }

    @PostMapping
    @IdempotencyKeyRequired
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "openAccount", summary = "Opens an account")
    ResponseEntity<AccountReceipt> openAccount(@Valid @RequestBody OpenAccountRequest request, NewId newId,
            IfMatch ifMatch) {
        AccountId account = request.accountId() == null ? new AccountId(newId.value()) : request.accountId();
        Outcome outcome = commands.send(request.toCommand(account), ifMatch);
        return Answers.created(outcome, uriOf(account), new AccountReceipt(account, outcome.version()));
    }

    @PostMapping("/{accountId}/deposits")
    @IdempotencyKeyRequired
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "deposit", summary = "Pays cash into an account")
    ResponseEntity<MovementReceipt> deposit(@PathVariable AccountId accountId,
            @Valid @RequestBody MoveMoneyRequest request,
            NewId newId, IfMatch ifMatch) {
        TransactionId transaction = transactionOf(request, newId);
        return move(transaction, new Deposit(accountId, request.amount(), transaction, DepositSource.CASH),
                request.reason(), ifMatch);
    }

    @PostMapping("/{accountId}/withdrawals")
    @IdempotencyKeyRequired
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "withdraw", summary = "Pays cash out of an account")
    ResponseEntity<MovementReceipt> withdraw(@PathVariable AccountId accountId,
            @Valid @RequestBody MoveMoneyRequest request,
            NewId newId, IfMatch ifMatch) {
        TransactionId transaction = transactionOf(request, newId);
        return move(transaction, new Withdraw(accountId, request.amount(), transaction), request.reason(), ifMatch);
    }

    @PostMapping("/{accountId}/closure")
    @Operation(operationId = "closeAccount", summary = "Closes an empty account")
    ResponseEntity<AccountReceipt> closeAccount(@PathVariable AccountId accountId, IfMatch ifMatch) {
        Outcome outcome = commands.send(new CloseAccount(accountId), ifMatch);
        return Answers.ok(outcome, new AccountReceipt(accountId, outcome.version()));
    }

    /** Moves money. A movement has no page of its own: clients find it in the account's statement. */
    private ResponseEntity<MovementReceipt> move(TransactionId transaction, AccountCommand command,
            @Nullable String reason, IfMatch ifMatch) {
        Outcome outcome = commands.send(command, ifMatch, reason);
        return Answers.created(outcome, URI.create(uriOf(command.accountId()) + "/statement"),
                new MovementReceipt(command.accountId(), transaction, outcome.version()));
    }

    private static TransactionId transactionOf(MoveMoneyRequest request, NewId newId) {
        TransactionId chosen = request.transactionId();
        return chosen == null ? new TransactionId(newId.value()) : chosen;
    }

    private static URI uriOf(AccountId account) {
        return URI.create("/accounts/" + account.value());
    }
}
