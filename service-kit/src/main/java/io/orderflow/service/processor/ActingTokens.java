package io.orderflow.service.processor;

import com.mongodb.client.MongoDatabase;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.bson.Document;
import org.bson.types.Binary;

/** Reads the checkpoints of the processors that act as they are stored, for those who look at a system from outside. */
public final class ActingTokens {

    private static final String COLLECTION = "trackingtokens";
    private static final String PROCESSOR = "processorName";
    /** Where the framework keeps the identifier of the store, among the checkpoints. */
    private static final String CONFIGURATION = "__config";

    private ActingTokens() {}

    /** The token of each segment that has one, by the name of its processor. */
    public static Map<String, Map<Integer, TrackingToken>> read(MongoDatabase database, Serializer serializer) {
        Map<String, Map<Integer, TrackingToken>> tokens = new TreeMap<>();
        for (Document entry : database.getCollection(COLLECTION).find()) {
            if (entry.get("token") instanceof Binary stored && !CONFIGURATION.equals(entry.get(PROCESSOR))) {
                tokens.computeIfAbsent(entry.getString(PROCESSOR), processor -> new TreeMap<>())
                        .put(entry.getInteger("segment"), serializer.deserialize(new SimpleSerializedObject<>(
                                stored.getData(), byte[].class, entry.getString("tokenType"), null)));
            }
        }
        return tokens;
    }
}
