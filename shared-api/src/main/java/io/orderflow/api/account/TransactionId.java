package io.orderflow.api.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifiers;

/**
 * Names one movement of money, so that it happens once. It may be longer than other identifiers, up to
 * {@value #MAX_LENGTH} characters, so that it can be made of one of them and a word that says what the movement is for.
 */
public record TransactionId(@JsonValue String value) {

    public static final int MAX_LENGTH = 80;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TransactionId {
        Identifiers.require("transactionId", value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return "transaction:" + value;
    }
}
