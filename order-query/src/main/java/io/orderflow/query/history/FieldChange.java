package io.orderflow.query.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A field of a document that an event has changed.
 *
 * @param field  its path, such as {@code payment.status} or {@code lines[0].stock}
 * @param before its value as text; absent where there was none, or an empty list. A list of plain values is one value, in JSON
 * @param after  the same after the event
 */
record FieldChange(String field, @Nullable String before, @Nullable String after) {

    /** The fields in which two documents differ, in the order of the later document. */
    static List<FieldChange> between(JsonNode before, JsonNode after) {
        SequencedMap<String, String> former = new LinkedHashMap<>();
        SequencedMap<String, String> present = new LinkedHashMap<>();
        collect("", before, former);
        collect("", after, present);
        List<FieldChange> changes = new ArrayList<>();
        present.forEach((field, value) -> add(changes, field, former.get(field), value));
        new TreeSet<>(former.keySet()).stream()
                .filter(field -> !present.containsKey(field))
                .forEach(field -> add(changes, field, former.get(field), null));
        return changes;
    }

    private static void add(List<FieldChange> changes, String field, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            changes.add(new FieldChange(field, before, after));
        }
    }

    private static void collect(String path, JsonNode value, Map<String, String> fields) {
        if (value.isObject()) {
            value.properties().forEach(field -> collect(path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                    field.getValue(), fields));
        } else if (value.isArray() && value.valueStream().anyMatch(JsonNode::isContainer)) {
            for (int index = 0; index < value.size(); index++) {
                collect(path + "[" + index + "]", value.get(index), fields);
            }
        } else if (!value.isNull() && !(value.isArray() && value.isEmpty())) {
            fields.put(path, value.isArray() ? value.toString() : value.asString());
        }
    }
}
