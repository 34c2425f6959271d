package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client's command to change documents of one collection, whose statements are written together where they fit into
 * one change.
 */
record UpdateCommand(String collection, List<Document> statements) {

    /** Reads the command; empty where the superclass has to handle it. */
    @SuppressWarnings("unchecked")
    static Optional<UpdateCommand> of(Document command) {
        String collection = String.valueOf(command.get("update"));
        boolean isPlain = !collection.startsWith("system.") && command.get("updates") instanceof List<?> statements
                && statements.stream().allMatch(UpdateCommand::isPlain);
        return isPlain
                ? Optional.of(new UpdateCommand(collection, (List<Document>) command.get("updates")))
                : Optional.empty();
    }

    private static boolean isPlain(Object statement) {
        return statement instanceof Document update && update.get("q") instanceof Document
                && update.get("u") instanceof Document && !update.containsKey("arrayFilters");
    }

    /** Makes the same answer as the superclass: a refused statement does not keep the others from being applied. */
    Document applyTo(RocksCollection collection, Oplog oplog) {
        Answer answer = new Answer();
        collection.changes().make(() -> {
            for (int index = 0; index < statements.size(); index++) {
                try {
                    answer.add(index, apply(statements.get(index), collection, oplog));
                } catch (MongoServerException refused) {
                    answer.refuse(index, refused);
                }
            }
            return answer;
        });
        return answer.toDocument();
    }

    private static Document apply(Document statement, RocksCollection collection, Oplog oplog) {
        return collection.updateDocuments((Document) statement.get("q"), (Document) statement.get("u"),
                ArrayFilters.empty(), Utils.isTrue(statement.get("multi")), Utils.isTrue(statement.get("upsert")),
                oplog);
    }

    private static final class Answer {

        private int found;
        private int modified;
        private final List<Document> upserted = new ArrayList<>();
        private final List<Document> refused = new ArrayList<>();

        void add(int index, Document result) {
            if (result.containsKey("upserted")) {
                upserted.add(new Document("index", index).append("_id", result.get("upserted")));
            }
            found += ((Number) result.get("n")).intValue();
            modified += ((Number) result.get("nModified")).intValue();
        }

        void refuse(int index, MongoServerException why) {
            Document error = new Document("index", index).append("errmsg", why.getMessageWithoutErrorCode());
            if (why instanceof MongoServerError known) {
                error.append("code", known.getCode());
                error.putIfNotNull("codeName", known.getCodeName());
            }
            refused.add(error);
        }

        Document toDocument() {
            Document answer = new Document("n", found + upserted.size()).append("nModified", modified);
            if (!upserted.isEmpty()) {
                answer.append("upserted", upserted);
            }
            if (!refused.isEmpty()) {
                answer.append("writeErrors", refused);
            }
            Utils.markOkay(answer);
            return answer;
        }
    }
}
