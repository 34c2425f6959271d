package io.orderflow.gateway.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares two answers field by field. A field may be left out by its name, wherever it is, or by its path, in which a
 * star stands for any index or name. Thread-safe.
 */
final class Comparison {

    private static final int MAX_DIFFERENCES = 50;
    private static final int MAX_TEXT = 200;
    private static final String ABSENT = "absent";

    private final List<String> ignored;

    Comparison(List<String> ignored) {
        this.ignored = ignored;
    }

    /** The first differences, at most {@value #MAX_DIFFERENCES}. */
    List<FieldDifference> of(JsonNode legacy, JsonNode fresh) {
        List<FieldDifference> found = new ArrayList<>();
        compare("", "", legacy, fresh, found);
        return found;
    }

    private void compare(String path, String name, @Nullable JsonNode legacy, @Nullable JsonNode fresh,
            List<FieldDifference> found) {
        if (isIgnored(path, name) || found.size() == MAX_DIFFERENCES) {
            return;
        }
        if (legacy != null && fresh != null && legacy.isObject() && fresh.isObject()) {
            Set<String> names = new TreeSet<>(legacy.propertyNames());
            names.addAll(fresh.propertyNames());
            names.forEach(field -> compare(path + "/" + field, field, legacy.get(field), fresh.get(field), found));
        } else if (legacy != null && fresh != null && legacy.isArray() && fresh.isArray()) {
            for (int i = 0; i < Math.max(legacy.size(), fresh.size()); i++) {
                compare(path + "/" + i, name, legacy.get(i), fresh.get(i), found);
            }
        } else if (legacy == null || !legacy.equals(fresh)) {
            found.add(new FieldDifference(path.isEmpty() ? "/" : path, text(legacy), text(fresh)));
        }
    }

    private boolean isIgnored(String path, String name) {
        return ignored.stream().anyMatch(pattern -> pattern.startsWith("/")
                ? fits(pattern, path)
                : pattern.equals(name));
    }

    private static boolean fits(String pattern, String path) {
        String[] wanted = pattern.split("/");
        String[] there = path.split("/");
        if (wanted.length != there.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(there[i])) {
                return false;
            }
        }
        return true;
    }

    private static String text(@Nullable JsonNode value) {
        String text = value == null ? ABSENT : value.toString();
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
