package io.orderflow.service.web;

import com.mongodb.MongoTimeoutException;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.idempotency.IdempotencyKeyRequired;
import io.orderflow.service.idempotency.NewId;
import io.orderflow.service.message.CommandRefused;
import io.orderflow.service.message.Commands;
import io.orderflow.service.stage.Changes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A service as small as can be, with the framework in memory. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ServiceKitConfiguration.class, SampleService.SampleController.class})
class SampleService {

    /** The commands that were handled, oldest first. */
    final List<Object> handled = Collections.synchronizedList(new ArrayList<>());

    @Bean
    EventStore eventStore() {
        return EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
    }

    @CommandHandler
    CommandResult handle(OpenAccount command) {
        handled.add(command);
        if (command.owner().equals("refused")) {
            throw new CommandRefused(ProblemCode.ALREADY_EXISTS, "That one is there");
        }
        if (command.owner().equals("overtaken")) {
            throw new ConcurrencyException("another change came first");
        }
        if (command.owner().equals("broken")) {
            throw new IllegalStateException("the secret inside");
        }
        return new CommandResult(handled.size());
    }

    record OpenRequest(@NotNull AccountId accountId, @NotNull String owner, @NotNull String currency) {}

    record DepositRequest(@NotNull Money amount, @NotNull Integer times) {}

    @RestController
    @Changes(readModels = "accounts", document = "/accounts/{accountId}")
    record SampleController(Commands commands) {

        @PostMapping("/accounts")
        @IdempotencyKeyRequired
        ResponseEntity<String> open(@Valid @RequestBody OpenRequest request, NewId newId) {
            var outcome = commands.send(new OpenAccount(request.accountId(), request.owner(), request.currency()));
            return Answers.created(outcome, URI.create("/accounts/" + request.accountId().value()),
                    "\"" + newId.value() + "\"");
        }

        @PostMapping("/accounts/{id}/deposits")
        Deposit deposit(@PathVariable AccountId id, @Valid @RequestBody DepositRequest request) {
            return new Deposit(id, request.amount(), new TransactionId("t1"), DepositSource.CASH);
        }

        @PostMapping("/accounts/{id}/closure")
        String close(@PathVariable AccountId id) {
            return "\"closed\"";
        }

        @PostMapping("/accounts/{id}/note")
        String note(@PathVariable AccountId id, @RequestBody(required = false) @Nullable DepositRequest note) {
            return note == null ? "\"none\"" : "\"noted\"";
        }

        @GetMapping("/accounts/{id}/statement")
        String state(@PathVariable AccountId id) {
            if (id.value().equals("away")) {
                throw new MongoTimeoutException("no server at secret.internal");
            }
            return "[]";
        }

        @GetMapping("/accounts/{id}")
        String find(@PathVariable AccountId id) {
            throw new NotFound("No account " + id.value());
        }
    }
}
