package io.orderflow.projection;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.orderflow.projection.document.DocumentCodecs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** A database in memory, over the real protocol and with the real driver. */
final class Database implements AutoCloseable {

    /** The code of "not authorized". */
    static final int REFUSED = 13;
    /** The code of "object to insert too large". */
    static final int TOO_LARGE = 10334;

    private static final String NAME = "read";
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");

    private final Set<Object> refusedDocuments = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final MongoServer server = new MongoServer(new MemoryBackend() {
        @Override
        public Document handleMessage(MongoMessage message) {
            Document command = message.getDocument();
            List<Document> errors = refusedOf(command);
            boolean writes = WRITES.contains(command.keySet().iterator().next());
            return writes && refused.contains(command.values().iterator().next())
                    ? new Document("ok", 0).append("code", REFUSED).append("errmsg", "refused")
                    : withErrors(super.handleMessage(message), errors);
        }
    });
    private final ConnectionString address = new ConnectionString(server.bindAndGetConnectionString());
    private final MongoClient client = MongoClients.create(address);

    /** A connection of its own, so that it can be cut. */
    MongoClient connect(CommandListener listener) {
        return MongoClients.create(
                MongoClientSettings.builder().applyConnectionString(address).addCommandListener(listener).build());
    }

    static MongoDatabase of(MongoClient client) {
        return client.getDatabase(NAME).withCodecRegistry(DocumentCodecs.registry());
    }

    List<String> collections() {
        return of(client).listCollectionNames().into(new ArrayList<>());
    }

    List<BsonDocument> contents(String collection) {
        return of(client)
                .getCollection(collection, BsonDocument.class)
                .find()
                .sort(new BsonDocument("_id", new BsonInt32(1)))
                .into(new ArrayList<>());
    }

    /** What the collection's indexes are on, without the one that every collection has. */
    List<BsonDocument> indexes(String collection) {
        return of(client)
                .getCollection(collection)
                .listIndexes(BsonDocument.class)
                .map(index -> index.getDocument("key"))
                .into(new ArrayList<>())
                .stream()
                .filter(key -> !key.containsKey("_id"))
                .toList();
    }

    void replaceContents(String collection, List<BsonDocument> contents) {
        of(client).getCollection(collection).deleteMany(new BsonDocument());
        of(client).getCollection(collection, BsonDocument.class).insertMany(contents);
    }

    /** Refuses to replace this document from now on, in whichever collection, and takes others. */
    void refuseDocument(String key) {
        refusedDocuments.add(key);
    }

    /** Takes what is refused out of a bulk of updates, and returns the errors. */
    private List<Document> refusedOf(Document command) {
        List<Document> errors = new ArrayList<>();
        if (command.get("updates") instanceof Collection<?> updates && !refusedDocuments.isEmpty()) {
            List<Object> kept = new ArrayList<>();
            int index = 0;
            for (Object update : updates) {
                Object key = ((Document) ((Document) update).get("q")).get("_id");
                if (key != null && refusedDocuments.contains(key)) {
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

    private static Document withErrors(Document answer, List<Document> errors) {
        return errors.isEmpty() ? answer : answer.append("writeErrors", errors);
    }

    /** Refuses all writes of a collection from now on. */
    void refuse(String collection) {
        refused.add(collection);
    }

    void refuseNothing() {
        refused.clear();
        refusedDocuments.clear();
    }

    /** Comes back empty, as a database in memory does that was killed. */
    void lose() {
        of(client).drop();
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
