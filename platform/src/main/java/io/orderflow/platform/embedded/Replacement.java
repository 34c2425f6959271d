package io.orderflow.platform.embedded;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change that puts a whole document in the place of the one with this id, where that has what the selector asks for
 * besides.
 *
 * @param document has the id as its first field
 */
record Replacement(String id, Document document) {

    /** Empty where the change is of another kind, or may have to be refused. */
    static Optional<Replacement> of(Document selector, Document update) {
        boolean byId = selector.get(IdIndex.ID) instanceof String;
        if (!byId || !selector.keySet().stream().allMatch(Replacement::isPlain)
                || !update.keySet().stream().allMatch(Replacement::isPlain)) {
            return Optional.empty();
        }
        String id = (String) selector.get(IdIndex.ID);
        Object given = update.get(IdIndex.ID);
        return given == null || given.equals(id)
                ? Optional.of(new Replacement(id, withId(id, update)))
                : Optional.empty();
    }

    private static boolean isPlain(String field) {
        return !field.startsWith("$") && field.indexOf('.') < 0;
    }

    /** Nobody else has the document of a request, which need not be copied. */
    private static Document withId(String id, Document update) {
        if (update.get(IdIndex.ID) != null && update.keySet().iterator().next().equals(IdIndex.ID)) {
            return update;
        }
        Document document = new Document(IdIndex.ID, id);
        update.forEach((field, value) -> document.putIfAbsent(field, value));
        return document;
    }

    /** Whether the document is another than that one. A number of another type may be the same value. */
    boolean changes(Document old) {
        return old.size() != document.size() || document.entrySet().stream().anyMatch(field -> changes(old, field));
    }

    private static boolean changes(Document old, Map.Entry<String, @Nullable Object> field) {
        Object before = old.get(field.getKey());
        Object after = field.getValue();
        if (before == null || after == null) {
            return before != after || !old.containsKey(field.getKey());
        }
        return !Objects.equals(before, after)
                && !new KeyValue(before).normalized().equals(new KeyValue(after).normalized());
    }
}
