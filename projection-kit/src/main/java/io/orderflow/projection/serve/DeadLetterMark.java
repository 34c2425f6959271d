package io.orderflow.projection.serve;

import io.orderflow.projection.engine.WaitingDeadLetters;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Marks a document whose events wait as dead letters: {@code "stale": true}, and the sequences in {@code heldBackBy}.
 * Lists and streams of updates need it, where a header cannot tell which document is meant.
 */
final class DeadLetterMark {

    static final String STALE = "stale";
    static final String HELD_BACK_BY = "heldBackBy";

    private DeadLetterMark() {}

    /** Returns the document itself where none of its events wait, otherwise its JSON with the mark. */
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
            object.put(STALE, true);
            object.set(HELD_BACK_BY, json.valueToTree(waiting));
        }
    }
}
