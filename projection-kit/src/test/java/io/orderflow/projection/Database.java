package io.orderflow.projection;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;

/** A database in memory, over the real protocol and with the real driver. */
final class Database implements AutoCloseable {

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());

    MongoDatabase database() {
        return client.getDatabase("read").withCodecRegistry(DocumentCodecs.registry());
    }

    List<String> collections() {
        return database().listCollectionNames().into(new ArrayList<>());
    }

    List<BsonDocument> contents(String collection) {
        return database().getCollection(collection, BsonDocument.class).find().sort(
                new BsonDocument("_id", new org.bson.BsonInt32(1))).into(new ArrayList<>());
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
