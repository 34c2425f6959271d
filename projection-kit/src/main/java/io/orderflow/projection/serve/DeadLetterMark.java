package io.orderflow.projection.serve;

import io.orderflow.projection.engine.WaitingDeadLetters;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mark in a document itself that events of it wait as dead letters: {@code "stale": true}, and in {@code
 * heldBackBy} which ones. For where an answer shows several documents, or one again and again, and a header cannot say
 * which.
 */
final class DeadLetterMark {

    private DeadLetterMark() {}

    /** The document as it is where nothing of it waits, otherwise its JSON with the mark. */
    static Object on(Object document, List<WaitingDeadLetters> waiting, JsonMapper json) {
        if (waiting.isEmpty()) {
            return document;
        }
        JsonNode tree = json.valueToTree(document);
        put(tree, waiting, json);
        return tree;
    }

    static void put(JsonNode document, List<WaitingDeadLetters> waiting, JsonMapper json) {
        if (!waiting.isEmpty() && document instanceof ObjectNode object) {
            object.put("stale", true);
            object.set("heldBackBy", json.valueToTree(waiting));
        }
    }
}
