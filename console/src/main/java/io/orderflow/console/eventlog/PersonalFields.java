package io.orderflow.console.eventlog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Masks what an event tells of a person, so that pages can be shown to others. The HTTP interface has it unmasked. */
final class PersonalFields {

    private static final String MASK = "•••";
    private static final List<String> OF_CUSTOMERS = List.of("name", "email");
    private static final List<String> OF_ANYBODY = List.of("owner");

    private PersonalFields() {}

    static @Nullable JsonNode mask(String type, @Nullable JsonNode payload) {
        if (!(payload instanceof ObjectNode fields)) {
            return payload;
        }
        ObjectNode masked = fields.deepCopy();
        OF_ANYBODY.forEach(field -> mask(masked, field));
        if (type.startsWith("customer.")) {
            OF_CUSTOMERS.forEach(field -> mask(masked, field));
        }
        return masked;
    }

    private static void mask(ObjectNode fields, String field) {
        if (fields.hasNonNull(field)) {
            fields.put(field, MASK);
        }
    }
}
