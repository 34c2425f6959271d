package io.orderflow.api.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifiers;

/** Names one movement of money, so that it happens once. */
public record TransactionId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TransactionId {
        Identifiers.require("transactionId", value);
    }

    @Override
    public String toString() {
        return "transaction:" + value;
    }
}
