package io.orderflow.mongoserver.query;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The conditions, field by field, that every document in the result of a query satisfies at least. Conditions of other
 * kinds are left out.
 */
public final class Conditions {

    private static final String AND = "$and";
    private static final String EQUAL = "$eq";
    private static final String ONE_OF = "$in";

    private final Map<String, List<@Nullable Object>> byField = new HashMap<>();

    public Conditions(Document query) {
        add(query);
    }

    private void add(Document query) {
        query.forEach((field, condition) -> {
            if (field.equals(AND) && condition instanceof Collection<?> parts) {
                parts.forEach(part -> add((Document) part));
            } else if (!field.startsWith("$")) {
                byField.computeIfAbsent(field, first -> new ArrayList<>()).add(condition);
            }
        });
    }

    /** The fields that have a condition. */
    Set<String> fields() {
        return byField.keySet();
    }

    /** The values of which the field has one; empty where these are not known. */
    public List<@Nullable Object> equalTo(String field) {
        return of(field).stream()
                .map(Conditions::valuesOf)
                .filter(values -> !values.isEmpty() && values.stream().allMatch(value -> isExact(field, value)))
                .findFirst()
                .orElse(List.of());
    }

    /** Whether no document can satisfy the conditions, because a field must have one of no values. */
    boolean areUnsatisfiable() {
        return byField.values().stream().flatMap(List::stream).anyMatch(
                condition -> condition instanceof Document expression
                        && expression.get(ONE_OF) instanceof Collection<?> values && values.isEmpty());
    }

    private static List<@Nullable Object> valuesOf(@Nullable Object condition) {
        List<@Nullable Object> values = new ArrayList<>();
        if (!(condition instanceof Document expression) || !isExpression(expression)) {
            values.add(condition);
        } else if (expression.get(ONE_OF) instanceof Collection<?> several) {
            values.addAll(several);
        } else if (expression.containsKey(EQUAL)) {
            values.add(expression.get(EQUAL));
        }
        return values;
    }

    private static boolean isExpression(Document value) {
        return value.keySet().stream().anyMatch(field -> field.startsWith("$"));
    }

    /**
     * Whether an index entry with the value has exactly the documents that match the value. For a field within others,
     * null matches more documents than that.
     */
    private static boolean isExact(String field, @Nullable Object value) {
        return value == null
                ? field.indexOf('.') < 0
                : hasOrder(value) || value instanceof Boolean || value instanceof UUID || value instanceof BinData
                        || value instanceof Document document && !isExpression(document)
                                && !BsonRegularExpression.isRegularExpression(document);
    }

    /** Whether a range may begin or end with the value. */
    private static boolean hasOrder(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Instant
                || value instanceof ObjectId || value instanceof BsonTimestamp;
    }

    /** A value below which the field never is. */
    Optional<Object> lowest(String field) {
        return bound(field, "$gte", "$gt");
    }

    /** A value above which the field never is. */
    Optional<Object> highest(String field) {
        return bound(field, "$lte", "$lt");
    }

    private Optional<Object> bound(String field, String including, String excluding) {
        return of(field).stream()
                .filter(Document.class::isInstance)
                .map(Document.class::cast)
                .flatMap(expression -> Stream.of(including, excluding)
                        .map(expression::get)
                        .filter(value -> value != null && hasOrder(value)))
                .findFirst();
    }

    private List<@Nullable Object> of(String field) {
        return byField.getOrDefault(field, List.of());
    }
}
