package io.orderflow.account.web;

import io.orderflow.api.Money;
import io.orderflow.api.account.TransactionId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * The request to move money into an account or out of it. Where the client names no transaction, the server makes an
 * id.
 */
record MoveMoneyRequest(@NotNull Money amount,
        @Schema(description = TRANSACTION, maxLength = TransactionId.MAX_LENGTH) @Nullable TransactionId transactionId) {

    private static final String TRANSACTION = "Names the movement, which takes place once however often it is asked for. "
            + "Names that begin with '" + TransactionId.REFUND + "' belong to the refunds of payments.";
}
