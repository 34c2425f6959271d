package io.orderflow.notification.inbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import java.util.List;
import org.bson.Document;

/** A collection whose indexes are made with its first use, because the database may be away at the start. Thread-safe. */
public final class IndexedCollection {

    private final MongoCollection<Document> collection;
    private final List<IndexModel> indexes;
    private volatile boolean ready;

    public IndexedCollection(MongoDatabase database, String name, List<IndexModel> indexes) {
        this.collection = database.getCollection(name);
        this.indexes = indexes;
    }

    /** @throws com.mongodb.MongoException where the database is away */
    public MongoCollection<Document> get() {
        if (!ready) {
            // To make an index that is there changes nothing, so two threads may do it.
            collection.createIndexes(indexes);
            ready = true;
        }
        return collection;
    }
}
