package io.orderflow.projection.document;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** The documents of one collection, read and written in batches. Thread-safe. */
public final class Documents<D> {

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    public static final String LATE = "_late";

    private final DocumentCodec<D> codec;
    private final MongoCollection<BsonDocument> writes;
    private final MongoCollection<RawBsonDocument> reads;

    public Documents(MongoDatabase database, String collection, DocumentCodec<D> codec) {
        this.codec = codec;
        this.writes = database.getCollection(collection, BsonDocument.class);
        this.reads = database.getCollection(collection, RawBsonDocument.class);
    }

    public Map<String, StoredDocument<D>> load(Collection<String> keys) {
        Map<String, StoredDocument<D>> found = HashMap.newHashMap(keys.size());
        BsonArray wanted = new BsonArray(keys.stream().map(BsonString::new).toList());
        reads.find(new BsonDocument(DocumentCodec.KEY, new BsonDocument("$in", wanted)))
                .batchSize(keys.size() + 1)
                .forEach(stored -> found.put(DocumentCodec.keyOf(stored),
                        new StoredDocument<>(codec.decode(stored), DocumentCodec.positionOf(stored))));
        return found;
    }

    private static BsonDocument idOf(String key) {
        return new BsonDocument(DocumentCodec.KEY, new BsonString(key));
    }

    public WriteModel<BsonDocument> replacement(String key, long position, D document) {
        return new ReplaceOneModel<>(idOf(key), codec.encode(key, position, document), UPSERT);
    }

    /** Marks the document with an event that came to it late, until it is written the next time. */
    public WriteModel<BsonDocument> lateReplacement(String key, long position, D document, long late) {
        BsonDocument marked = codec.encode(key, position, document).decode(new BsonDocumentCodec());
        return new ReplaceOneModel<>(idOf(key), marked.append(LATE, new BsonInt64(late)), UPSERT);
    }

    /** Whether the document carries the mark of this late event. */
    public boolean hasTakenLate(String key, long late) {
        return reads.find(idOf(key)).first() instanceof BsonDocument stored
                && new BsonInt64(late).equals(stored.get(LATE));
    }

    public WriteModel<BsonDocument> deletion(String key) {
        return new DeleteOneModel<>(idOf(key));
    }

    public void write(List<WriteModel<BsonDocument>> changes) {
        if (!changes.isEmpty()) {
            writes.bulkWrite(changes, UNORDERED);
        }
    }
}
