package io.orderflow.customer.web;

import io.orderflow.api.customer.EmailAddress;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The request to change a customer's e-mail address. */
record ChangeEmailRequest(
        @NotNull @Size(max = EmailAddress.MAX_LENGTH) @Pattern(regexp = EmailAddress.PATTERN, message = ChangeEmailRequest.RULE) @Schema(example = "ada@example.org") String email) {

    /** What a client is told of an address that is none. */
    static final String RULE = "must be an e-mail address, such as ada@example.org";
}
