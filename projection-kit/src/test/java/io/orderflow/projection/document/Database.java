package io.orderflow.projection.document;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandListener;
import de.bwaldvogel.mongo.MongoServer;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** A database in memory, over the real protocol and with the real driver. */
public final class Database implements AutoCloseable {

    private static final String NAME = "read";

    private final RefusingBackend backend = new RefusingBackend();
    private final MongoServer server = new MongoServer(backend);
    private final ConnectionString address = new ConnectionString(server.bindAndGetConnectionString());
    private final MongoClient client = MongoClients.create(address);

    /** A connection of its own, so that it can be cut. */
    public MongoClient connect(CommandListener listener) {
        return MongoClients.create(
                MongoClientSettings.builder().applyConnectionString(address).addCommandListener(listener).build());
    }

    public static MongoDatabase of(MongoClient client) {
        return client.getDatabase(NAME).withCodecRegistry(DocumentCodecs.registry());
    }

    /** The database's content, over a connection of its own. */
    public MongoDatabase contents() {
        return of(client);
    }

    public List<String> collections() {
        return of(client).listCollectionNames().into(new ArrayList<>());
    }

    public List<BsonDocument> contents(String collection) {
        return of(client)
                .getCollection(collection, BsonDocument.class)
                .find()
                .sort(new BsonDocument("_id", new BsonInt32(1)))
                .into(new ArrayList<>());
    }

    /** What the collection's indexes are on, without the one that every collection has. */
    public List<BsonDocument> indexes(String collection) {
        return of(client)
                .getCollection(collection)
                .listIndexes(BsonDocument.class)
                .map(index -> index.getDocument("key"))
                .into(new ArrayList<>())
                .stream()
                .filter(key -> !key.containsKey("_id"))
                .toList();
    }

    public void replaceContents(String collection, List<BsonDocument> contents) {
        of(client).getCollection(collection).deleteMany(new BsonDocument());
        of(client).getCollection(collection, BsonDocument.class).insertMany(contents);
    }

    /** Frees all segments, as if the claims on them had run out. */
    public void expireClaims() {
        of(client).getCollection("projection_tokens").updateMany(new BsonDocument(),
                Updates.set("owner", null));
    }

    /** Refuses to replace this document from now on, in whichever collection, and takes others. */
    public void refuseDocument(String key) {
        backend.refuseDocument(key);
    }

    /** Refuses all writes of a collection from now on. */
    public void refuse(String collection) {
        backend.refuse(collection);
    }

    public void refuseNothing() {
        backend.refuseNothing();
    }

    /** Comes back empty, as a database in memory does that was killed. */
    public void lose() {
        of(client).drop();
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
