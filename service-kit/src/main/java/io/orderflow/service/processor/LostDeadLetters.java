package io.orderflow.service.processor;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.checkpoint.EventToken;
import java.util.ArrayList;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Drops the dead letters whose events the log no longer has, as after a restore of an earlier state. A retry would
 * handle events that never happened. Letters whose events are in the log stay, with their attempts. Thread-safe.
 */
final class LostDeadLetters {

    private final MongoCollection<Document> letters;
    private final Serializer serializer;
    private final CheckpointedLog log;

    LostDeadLetters(MongoTemplate template, Serializer serializer, CheckpointedLog log) {
        this.letters = template.deadLetterCollection();
        this.serializer = serializer;
        this.log = log;
    }

    void drop(String processor) {
        for (Document letter : letters.find(Filters.eq("processingGroup", processor)).into(new ArrayList<>())) {
            if (isLost(letter.get("message", Document.class))) {
                letters.deleteOne(Filters.eq("_id", letter.get("_id")));
            }
        }
    }

    private boolean isLost(Document event) {
        Binary stored = event.get("token", Binary.class);
        TrackingToken token = serializer.deserialize(new SimpleSerializedObject<>(stored.getData(), byte[].class,
                event.getString("tokenType"), null));
        return !log.holds(new EventToken(token.position().orElseThrow(), event.getString("eventIdentifier")));
    }
}
