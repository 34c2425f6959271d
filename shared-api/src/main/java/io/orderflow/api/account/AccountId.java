package io.orderflow.api.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifier;
import io.orderflow.api.Identifiers;

/** Names an account. */
public record AccountId(@JsonValue String value) implements Identifier {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountId {
        Identifiers.require("accountId", value);
    }

    @Override
    public String toString() {
        return "account:" + value;
    }
}
