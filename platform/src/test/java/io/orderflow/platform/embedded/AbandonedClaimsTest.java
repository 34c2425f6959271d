package io.orderflow.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.mongoserver.store.StoreSettings;
import io.orderflow.platform.address.MongoUris;
import java.nio.file.Path;
import java.time.Duration;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedClaimsTest {

    private static final String PROCESSOR = "orders_v1";

    @TempDir
    private Path directory;

    @Test
    void aLetterThatItHadInHandIsFree() {
        try (EmbeddedMongoServer server = EmbeddedMongoServer.start(directory, 0, StoreSettings.DEFAULT);
                MongoClient client = MongoClients.create(server.uri())) {
            MongoCollection<Document> letters = client.getDatabase(MongoUris.CHECKPOINTS).getCollection("deadletters");
            letters.insertOne(new Document("index", 0).append("processingStarted", new Document("seconds", 1)));

            AbandonedClaims.release(server.uri());

            assertThat(letters.find().first()).containsEntry("index", 0).doesNotContainKey("processingStarted");
        }
    }

    /** The framework's own token store refuses the claim until it has not been extended for ten seconds. */
    @Test
    void aSegmentOfAKilledProcessIsFreeAtOnceAndWhereItStood() {
        try (EmbeddedMongoServer server = EmbeddedMongoServer.start(directory, 0, StoreSettings.DEFAULT);
                MongoClient client = MongoClients.create(server.uri())) {
            MongoTokenStore killed = store(client, "killed");
            killed.initializeTokenSegments(PROCESSOR, 1, new GlobalSequenceTrackingToken(7));
            killed.fetchToken(PROCESSOR, 0);

            AbandonedClaims.release(server.uri());

            assertThat(store(client, "started").fetchToken(PROCESSOR, 0).position()).hasValue(7);
        }
    }

    private static MongoTokenStore store(MongoClient client, String process) {
        return MongoTokenStore.builder()
                .mongoTemplate(DefaultMongoTemplate.builder().mongoDatabase(client, MongoUris.CHECKPOINTS).build())
                .serializer(Jackson3Serializer.builder().build())
                .nodeId(process)
                .claimTimeout(Duration.ofMinutes(1))
                .transactionManager(NoTransactionManager.INSTANCE)
                .build();
    }
}
