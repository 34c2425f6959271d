package io.orderflow.projection.document;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A database in memory that refuses some writes, when it is told to, and takes all others. Thread-safe. */
public final class RefusingBackend extends MemoryBackend {

    /** The code of "not authorized". */
    public static final int REFUSED = 13;

    /** The code of "object to insert too large". */
    private static final int TOO_LARGE = 10334;

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");

    private final Set<Object> collections = ConcurrentHashMap.newKeySet();
    private final Set<Object> documents = ConcurrentHashMap.newKeySet();

    /** Refuses all writes of a collection from now on. */
    public void refuse(String collection) {
        collections.add(collection);
    }

    /** Refuses to replace this document from now on, in whichever collection. */
    void refuseDocument(String key) {
        documents.add(key);
    }

    public void refuseNothing() {
        collections.clear();
        documents.clear();
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document command = message.getDocument();
        if (WRITES.contains(command.keySet().iterator().next())
                && collections.contains(command.values().iterator().next())) {
            return new Document("ok", 0).append("code", REFUSED).append("errmsg", "refused");
        }
        List<Document> errors = refusedOf(command);
        Document answer = super.handleMessage(message);
        return errors.isEmpty() ? answer : answer.append("writeErrors", errors);
    }

    /** Takes the refused updates out of a bulk, and returns the errors. */
    private List<Document> refusedOf(Document command) {
        List<Document> errors = new ArrayList<>();
        if (command.get("updates") instanceof Collection<?> updates && !documents.isEmpty()) {
            List<Object> kept = new ArrayList<>();
            int index = 0;
            for (Object update : updates) {
                Object key = ((Document) ((Document) update).get("q")).get("_id");
                if (key != null && documents.contains(key)) {
                    errors.add(new Document("index", index).append("code", TOO_LARGE).append("errmsg", "too large"));
                } else {
                    kept.add(update);
                }
                index++;
            }
            command.put("updates", kept);
        }
        return errors;
    }
}
