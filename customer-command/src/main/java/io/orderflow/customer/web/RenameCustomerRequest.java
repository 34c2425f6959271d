package io.orderflow.customer.web;

import io.orderflow.api.customer.CustomerCommand;
import io.orderflow.service.web.ReadableText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The request to change a customer's name. */
record RenameCustomerRequest(
        @NotBlank @ReadableText @Size(max = CustomerCommand.MAX_NAME_LENGTH) @Schema(example = "Ada King") String name) {}
