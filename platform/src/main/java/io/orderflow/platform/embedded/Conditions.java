package io.orderflow.platform.embedded;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What every document that a query finds must satisfy at least, field by field; conditions of other kinds are left out.
 */
final class Conditions {

    private static final String AND = "$and";
    private static final String EQUAL = "$eq";
    private static final String ONE_OF = "$in";

    private final Map<String, List<Object>> byField = new HashMap<>();

    Conditions(Document query) {
        add(query);
    }

    /** The id that a query names, or the ids in their order where it names nothing else; empty where one is no string. */
    static Optional<Collection<String>> idsOf(Document query) {
        Object condition = query.get(IdIndex.ID);
        if (condition instanceof String id) {
            return Optional.of(List.of(id));
        }
        if (query.size() > 1 || !(condition instanceof Document expression) || expression.size() > 1
                || !(expression.get(ONE_OF) instanceof Collection<?> several)) {
            return Optional.empty();
        }
        Collection<String> ids = new TreeSet<>();
        for (Object one : several) {
            if (!(one instanceof String id)) {
                return Optional.empty();
            }
            ids.add(id);
        }
        return Optional.of(ids);
    }

    private void add(Document query) {
        query.forEach((field, condition) -> {
            if (field.equals(AND) && condition instanceof Collection<?> parts) {
                parts.forEach(part -> add((Document) part));
            } else if (!field.startsWith("$") && condition != null) {
                byField.computeIfAbsent(field, first -> new ArrayList<>()).add(condition);
            }
        });
    }

    /** The values one of which the field has; empty where that is not known. */
    Collection<?> equalTo(String field) {
        return of(field).stream()
                .map(Conditions::valuesOf)
                .filter(values -> !values.isEmpty() && values.stream().allMatch(Conditions::isSimple))
                .findFirst()
                .orElse(List.of());
    }

    /** Numbers of different types may be the same value. */
    private static Collection<?> valuesOf(Object condition) {
        Collection<Object> values = new TreeSet<>(ValueComparator.asc());
        if (!(condition instanceof Document expression)) {
            values.add(condition);
        } else if (expression.get(ONE_OF) instanceof Collection<?> several) {
            values.addAll(several);
        } else if (expression.containsKey(EQUAL)) {
            values.add(expression.get(EQUAL));
        }
        return values;
    }

    /** Whether a document that matches the value has just this value in the field. */
    private static boolean isSimple(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                || value instanceof Instant;
    }

    /** A value that the field is not below. */
    Optional<Object> lowest(String field) {
        return bound(field, "$gte", "$gt");
    }

    /** A value that the field is not above. */
    Optional<Object> highest(String field) {
        return bound(field, "$lte", "$lt");
    }

    private Optional<Object> bound(String field, String including, String excluding) {
        return of(field).stream()
                .filter(Document.class::isInstance)
                .map(Document.class::cast)
                .flatMap(expression -> Stream.of(including, excluding).map(expression::get))
                .filter(value -> value != null && isSimple(value))
                .findFirst();
    }

    private List<Object> of(String field) {
        return byField.getOrDefault(field, List.of());
    }
}
