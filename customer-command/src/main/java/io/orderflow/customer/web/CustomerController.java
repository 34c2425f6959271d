package io.orderflow.customer.web;

import io.orderflow.api.customer.CustomerCommand.ChangeCustomerEmail;
import io.orderflow.api.customer.CustomerCommand.RegisterCustomer;
import io.orderflow.api.customer.CustomerCommand.RenameCustomer;
import io.orderflow.api.order.CustomerId;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registers customers, and changes their names and addresses. */
@RestController
@Changes(readModels = {"customers", "profiles"}, document = "/customers/{customerId}")
@Tag(name = "Customers")
@RequestMapping("/customers")
public final class CustomerController {

    private final Commands commands;

    public CustomerController(Commands commands) {
        this.commands = commands;
    }

    @PostMapping
    @IdempotencyKeyRequired
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "registerCustomer", summary = "Registers a customer", description = "Orders need no registration; they show the customer's name once there is one.")
    ResponseEntity<CustomerReceipt> register(@Valid @RequestBody RegisterCustomerRequest request, NewId newId,
            IfMatch ifMatch) {
        RegisterCustomer command = request.toCommand(newId);
        CustomerId customer = command.customerId();
        Outcome outcome = commands.send(command, ifMatch);
        return Answers.created(outcome, URI.create("/customers/" + customer.value()),
                new CustomerReceipt(customer, outcome.version()));
    }

    @PutMapping("/{customerId}/name")
    @Operation(operationId = "renameCustomer", summary = "Changes a customer's name", description = "All orders of the customer show the new name, past ones too.")
    ResponseEntity<CustomerReceipt> rename(@PathVariable CustomerId customerId,
            @Valid @RequestBody RenameCustomerRequest request, IfMatch ifMatch) {
        Outcome outcome = commands.send(new RenameCustomer(customerId, request.name()), ifMatch);
        return Answers.ok(outcome, new CustomerReceipt(customerId, outcome.version()));
    }

    @PutMapping("/{customerId}/email")
    @Operation(operationId = "changeCustomerEmail", summary = "Changes a customer's e-mail address")
    ResponseEntity<CustomerReceipt> changeEmail(@PathVariable CustomerId customerId,
            @Valid @RequestBody ChangeEmailRequest request, IfMatch ifMatch) {
        Outcome outcome = commands.send(new ChangeCustomerEmail(customerId, request.email()), ifMatch);
        return Answers.ok(outcome, new CustomerReceipt(customerId, outcome.version()));
    }

    /** The answer to a change of a customer. */
    record CustomerReceipt(CustomerId customerId, long version) {}
}
