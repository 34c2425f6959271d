package io.orderflow.account.web;

import io.orderflow.api.Money;
import io.orderflow.api.account.TransactionId;
import io.orderflow.service.web.ReadableText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The request to move money into an account or out of it. Where the client names no transaction, the server makes an
 * id.
 *
 * @param reason why, for the record: the event of the movement names it
 */
record MoveMoneyRequest(@NotNull Money amount,
        @Schema(description = TRANSACTION, maxLength = TransactionId.MAX_LENGTH) @Nullable TransactionId transactionId,
        @Nullable @ReadableText @Size(min = 1, max = MoveMoneyRequest.MAX_REASON_LENGTH) String reason) {

    static final int MAX_REASON_LENGTH = 500;

    private static final String TRANSACTION = "Names the movement, which takes place once however often it is asked for. "
            + "Names that begin with '" + TransactionId.REFUND + "' belong to the refunds of payments.";
}
