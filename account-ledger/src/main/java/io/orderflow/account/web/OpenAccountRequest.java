package io.orderflow.account.web;

import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.AccountId;
import io.orderflow.service.web.ReadableText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The request to open an account. Where the client gives no identifier, the server makes one. */
record OpenAccountRequest(@Nullable AccountId accountId,
        @NotBlank @ReadableText @Size(max = OpenAccount.MAX_OWNER_LENGTH) String owner,
        @NotNull String currency) {}
