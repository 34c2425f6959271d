package io.orderflow.customer.web;

import io.orderflow.api.customer.CustomerCommand;
import io.orderflow.api.customer.CustomerCommand.RegisterCustomer;
import io.orderflow.api.customer.EmailAddress;
import io.orderflow.api.order.CustomerId;
import io.orderflow.service.idempotency.NewId;
import io.orderflow.service.message.Caller;
import io.orderflow.service.web.ReadableText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The request to register a customer. A customer who registers itself is the one of its token. Where an operator gives
 * no identifier, the server makes one.
 */
record RegisterCustomerRequest(
        @Schema(description = "A customer who registers itself need not say it") @Nullable CustomerId customerId,
        @NotBlank @ReadableText @Size(max = CustomerCommand.MAX_NAME_LENGTH) @Schema(example = "Ada Lovelace") String name,
        @NotNull @Size(max = EmailAddress.MAX_LENGTH) @Pattern(regexp = EmailAddress.PATTERN, message = ChangeEmailRequest.RULE) @Schema(example = "ada@example.org") String email) {

    RegisterCustomer toCommand(NewId newId) {
        String own = Caller.current().ownerOfNew(customerId == null ? null : customerId.value());
        return new RegisterCustomer(new CustomerId(own == null ? newId.value() : own), name, email);
    }
}
