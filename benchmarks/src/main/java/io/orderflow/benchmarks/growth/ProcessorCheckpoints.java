package io.orderflow.benchmarks.growth;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.mongoserver.store.StoreSettings;
import io.orderflow.platform.address.MongoUris;
import io.orderflow.service.checkpoint.EventToken;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.axonframework.serialization.SerializedObject;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The checkpoints of the event processors that send commands. They are set as if the processors had handled the written
 * events.
 */
final class ProcessorCheckpoints {

    private static final String TOKENS = "trackingtokens";
    private static final String PROCESSOR = "processorName";

    private ProcessorCheckpoints() {}

    /** Moves the checkpoints that a platform has stored in a folder of documents forward to an event. */
    static void advance(Path documents, EventWithToken last) {
        StableNameSerializer serializer = new StableNameSerializer(MessageTypes.of(List.of(EventToken.class)));
        SerializedObject<byte[]> token = serializer.serialize(
                new EventToken(last.getToken(), last.getEvent().getMessageIdentifier()), byte[].class);
        try (EmbeddedMongoServer server = EmbeddedMongoServer.start(documents, 0, StoreSettings.DEFAULT);
                MongoClient client = MongoClients.create(server.uri())) {
            String database = new ConnectionString(MongoUris.checkpoints(server.uri())).getDatabase();
            MongoCollection<Document> tokens = client.getDatabase(Objects.requireNonNull(database))
                    .getCollection(TOKENS);
            long changed = tokens.updateMany(Filters.ne(PROCESSOR, "__config"),
                    Updates.combine(Updates.set("token", new Binary(token.getData())),
                            Updates.set("tokenType", token.getType().getName())))
                    .getModifiedCount();
            if (changed == 0) {
                throw new IllegalStateException(
                        "There are no checkpoints of processors that send commands in " + documents);
            }
        }
    }
}
