package io.orderflow.service.stage;

import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.idempotency.IdempotencyKeyRequired;
import io.orderflow.service.idempotency.NewId;
import io.orderflow.service.message.CommandRefused;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.Outcome;
import io.orderflow.service.web.Answers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A service whose commands can take their time, and whose read models answer what they are told to. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ServiceKitConfiguration.class, StagedService.AccountController.class})
class StagedService {

    final List<Object> handled = Collections.synchronizedList(new ArrayList<>());
    final List<AwaitDocument> asked = Collections.synchronizedList(new ArrayList<>());
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile AwaitDocument.Answer projected = new AwaitDocument.Answer(true, 7);
    volatile AwaitDocument.Answer settled = new AwaitDocument.Answer(true, 42);

    @Bean
    EventStore eventStore() {
        return EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
    }

    /** Returns at once from sending a command, as the bus over Axon Server does. */
    @Bean
    @Primary
    CommandBus commandBus() {
        return AsynchronousCommandBus.builder().build();
    }

    @CommandHandler
    CommandResult handle(OpenAccount command) throws InterruptedException {
        boolean opened = gate.await(30, TimeUnit.SECONDS);
        handled.add(command);
        if (!opened || command.owner().equals("refused")) {
            throw new CommandRefused(ProblemCode.ALREADY_EXISTS, "That one is there");
        }
        return new CommandResult(0);
    }

    @QueryHandler(queryName = "read-model.await.accounts")
    AwaitDocument.Answer awaitAccounts(AwaitDocument query) {
        asked.add(query);
        return projected;
    }

    @QueryHandler(queryName = "read-model.await.checks")
    AwaitDocument.Answer awaitChecks(AwaitDocument query) {
        asked.add(query);
        return settled;
    }

    record Opening(@NotNull String owner) {}

    @RestController
    record AccountController(Commands commands) {

        @PostMapping("/accounts")
        @IdempotencyKeyRequired
        @Changes(readModels = "accounts", document = "/accounts/{accountId}", process = @Changes.Process(readModel = "checks", document = "/checks/{accountId}", key = "accountId", rests = "PASSED"))
        ResponseEntity<String> open(@Valid @RequestBody Opening opening, NewId newId) {
            AccountId id = new AccountId(newId.value());
            Outcome outcome = commands.send(new OpenAccount(id, opening.owner(), "USD"));
            return Answers.created(outcome, URI.create("/accounts/" + id.value()), "\"" + id.value() + "\"");
        }

        @PostMapping("/accounts/{accountId}/closure")
        @Changes(readModels = "nowhere", document = "/accounts/{accountId}")
        ResponseEntity<String> close(@PathVariable AccountId accountId) {
            return Answers.ok(commands.send(new OpenAccount(accountId, "Ada", "USD")), "\"closed\"");
        }

        @GetMapping("/accounts/{accountId}")
        String find(@PathVariable AccountId accountId) {
            return "\"" + accountId.value() + "\"";
        }
    }
}
