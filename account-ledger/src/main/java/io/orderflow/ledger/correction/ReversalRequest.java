package io.orderflow.ledger.correction;

import io.orderflow.api.account.AccountCommand.ReverseEntry;
import io.orderflow.service.web.ReadableText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The request to correct an entry, with the reason for it. */
record ReversalRequest(@NotBlank @ReadableText @Size(max = ReverseEntry.MAX_REASON_LENGTH) String reason) {}
