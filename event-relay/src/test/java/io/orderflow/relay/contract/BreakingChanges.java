package io.orderflow.relay.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Finds the changes of a schema that break those who read, or have kept, events of it. */
final class BreakingChanges {

    private final List<String> found = new ArrayList<>();

    private BreakingChanges() {}

    /** Each change in a sentence; none where readers of the one understand the other. */
    static List<String> between(JsonNode before, JsonNode after) {
        BreakingChanges changes = new BreakingChanges();
        changes.compare(before.path("title").asString(), before, after);
        return changes.found;
    }

    private void compare(String place, JsonNode before, JsonNode after) {
        if (!before.path("type").equals(after.path("type"))) {
            found.add(place + " has another type");
        }
        if (!before.path("enum").equals(after.path("enum"))) {
            found.add(place + " has other values");
        }
        if (before.has("x-personal") && !after.has("x-personal")) {
            found.add(place + " is not marked as personal any more");
        }
        Set<String> required = textsOf(before.path("required"));
        Set<String> requiredAfter = textsOf(after.path("required"));
        before.path("properties").propertyNames().forEach(name -> {
            JsonNode other = after.path("properties").path(name);
            if (other.isMissingNode()) {
                found.add(place + "." + name + " is gone");
            } else {
                compare(place + "." + name, before.path("properties").path(name), other);
            }
        });
        required.stream().filter(name -> !requiredAfter.contains(name))
                .forEach(name -> found.add(place + "." + name + " may be absent now"));
        requiredAfter.stream().filter(name -> !required.contains(name))
                .forEach(name -> found.add(place + "." + name + " is required now, and earlier events lack it"));
        if (before.has("items")) {
            compare(place + "[]", before.path("items"), after.path("items"));
        }
    }

    private static Set<String> textsOf(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }
}
