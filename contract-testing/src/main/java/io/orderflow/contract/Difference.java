package io.orderflow.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Finds what an example has, and what is really given lacks. */
final class Difference {

    private final Set<String> exact;
    private final Set<String> mayBeEmpty;
    private final List<String> found = new ArrayList<>();

    private Difference(Set<String> exact, Set<String> mayBeEmpty) {
        this.exact = exact;
        this.mayBeEmpty = mayBeEmpty;
    }

    /**
     * Each difference as the second half of a sentence.
     *
     * @param exact      the JSON pointers, within the example, whose values must be equal, not only of one type
     * @param mayBeEmpty the JSON pointers, within the example, of lists that may have no items
     */
    static List<String> between(JsonNode example, JsonNode actual, Set<String> exact, Set<String> mayBeEmpty) {
        Difference difference = new Difference(exact, mayBeEmpty);
        difference.compare("", "", example, actual);
        return difference.found;
    }

    private void compare(String inExample, String pointer, JsonNode example, JsonNode actual) {
        if (actual.isMissingNode()) {
            found.add((pointer.isEmpty() ? "the whole answer" : pointer) + " is gone");
        } else if (exact.contains(inExample)) {
            if (!example.equals(actual)) {
                found.add(pointer + " is " + actual + " now, it was " + example);
            }
        } else if (example.isObject() && actual.isObject()) {
            example.properties().forEach(field -> compare(inExample + '/' + field.getKey(),
                    pointer + '/' + field.getKey(), field.getValue(), actual.path(field.getKey())));
        } else if (example.isArray() && actual.isArray()) {
            compareItems(inExample, pointer, example, actual);
        } else if (!example.isNull() && example.getNodeType() != actual.getNodeType()) {
            found.add(pointer + " is " + typeOf(actual) + " now, it was " + typeOf(example));
        }
    }

    /** All items have the form of the only one of the example. Without any the form would not have been seen. */
    private void compareItems(String inExample, String pointer, JsonNode example, JsonNode actual) {
        if (example.isEmpty()) {
            return;
        }
        if (actual.isEmpty() && !mayBeEmpty.contains(inExample)) {
            found.add(pointer + " is empty now, it had items");
        }
        for (int i = 0; i < actual.size(); i++) {
            compare(inExample + "/0", pointer + '/' + i, example.get(0), actual.get(i));
        }
    }

    private static String typeOf(JsonNode value) {
        return value.getNodeType().name().toLowerCase();
    }
}
