package io.orderflow.service.deadletter;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Selects sequences of dead letters.
 *
 * @param type  the type of the first event
 * @param cause a part of the cause, in capitals or not
 */
record DeadLetterSelection(@Nullable String type, @Nullable String cause) {

    static final DeadLetterSelection ALL = new DeadLetterSelection(null, null);

    boolean includes(DeadLetterSequence one) {
        return (type == null || one.type().equals(type)) && (cause == null
                || one.cause().toLowerCase(Locale.ROOT).contains(cause.toLowerCase(Locale.ROOT)));
    }

    boolean isAll() {
        return equals(ALL);
    }

    /** The selection as a batch keeps it. */
    Map<String, String> toMap() {
        Map<String, String> fields = new TreeMap<>();
        if (type != null) {
            fields.put("type", type);
        }
        if (cause != null) {
            fields.put("cause", cause);
        }
        return fields;
    }

    static DeadLetterSelection of(Map<String, String> fields) {
        return new DeadLetterSelection(fields.get("type"), fields.get("cause"));
    }
}
