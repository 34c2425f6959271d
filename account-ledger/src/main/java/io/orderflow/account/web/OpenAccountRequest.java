package io.orderflow.account.web;

import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.service.message.Caller;
import io.orderflow.service.web.ReadableText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The request to open an account. Where the client gives no identifier, the server makes one.
 *
 * @param customerId the customer to whom it belongs; a customer's own accounts are its own without a word
 */
record OpenAccountRequest(@Nullable AccountId accountId,
        @NotBlank @ReadableText @Size(max = OpenAccount.MAX_OWNER_LENGTH) @Schema(example = "Ada") String owner,
        @NotNull @Schema(example = "USD", pattern = "^[A-Z]{3}$") String currency,
        @Schema(description = "Whose orders alone it pays; a customer who opens an account need not say it") @Nullable CustomerId customerId) {

    OpenAccount toCommand(AccountId account) {
        String customer = Caller.current().ownerOfNew(customerId == null ? null : customerId.value());
        return new OpenAccount(account, owner, currency, customer == null ? null : new CustomerId(customer));
    }
}
