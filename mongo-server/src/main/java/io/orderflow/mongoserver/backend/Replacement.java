package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Optional;

/**
 * A change that replaces the whole document of this id, where that document meets the other conditions of the selector.
 *
 * @param document has the id as its first field
 */
record Replacement(String id, Document document) {

    private static final String ID = "_id";

    /** The replacement that a change asks for; empty where the change is of another kind, or may have to be refused. */
    static Optional<Replacement> of(Document selector, Document update) {
        boolean isWhole = update.keySet().stream().allMatch(Replacement::isPlain);
        boolean isById = selector.keySet().stream().allMatch(Replacement::isPlain);
        if (!isWhole || !isById || !(selector.get(ID) instanceof String id)) {
            return Optional.empty();
        }
        Object given = update.get(ID);
        return given == null || given.equals(id)
                ? Optional.of(new Replacement(id, withId(id, update)))
                : Optional.empty();
    }

    private static boolean isPlain(String field) {
        return !field.startsWith("$") && field.indexOf('.') < 0;
    }

    /** Adds the id. The document of a request need not be copied, because only this request has it. */
    private static Document withId(String id, Document update) {
        if (update.get(ID) != null && update.keySet().iterator().next().equals(ID)) {
            return update;
        }
        Document document = new Document(ID, id);
        update.forEach((field, value) -> document.putIfAbsent(field, value));
        return document;
    }
}
