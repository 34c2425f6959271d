package io.orderflow.api.stock;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.Identifier;
import io.orderflow.api.Identifiers;

/** A stock keeping unit: names a product and the stock of it. */
public record Sku(@JsonValue String value) implements Identifier {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Sku {
        Identifiers.require("sku", value);
    }

    @Override
    public String toString() {
        return "stock:" + value;
    }
}
