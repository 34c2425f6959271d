package io.orderflow.api.stock;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifier;
import io.orderflow.api.Identifiers;

/** Names one receipt of goods, so that it is booked once. */
public record ReceiptId(@JsonValue String value) implements Identifier {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ReceiptId {
        Identifiers.require("receiptId", value);
    }

    @Override
    public String toString() {
        return "receipt:" + value;
    }
}
