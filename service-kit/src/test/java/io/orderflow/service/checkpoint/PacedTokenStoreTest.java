package io.orderflow.service.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.service.health.RepeatedFailures;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacedTokenStoreTest {

    private static final String PROCESSOR = "processor";

    private final EventStore log = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());

    @BeforeEach
    void fillTheLog() {
        for (int event = 0; event < 4; event++) {
            log.publish(GenericEventMessage.asEventMessage("event " + event));
        }
    }

    @AfterEach
    void stop() {
        client.close();
        server.shutdownNow();
    }

    @Test
    void writesWhatItRemembersBeforeASegmentIsGivenBack() {
        PacedTokenStore store = storeWithTokens(1, 2, 3);

        store.releaseClaim(PROCESSOR, 0);

        assertThat(store().fetchToken(PROCESSOR, 0)).isEqualTo(new GlobalSequenceTrackingToken(3));
    }

    @Test
    void writesWhatItRemembersWhereTheClaimIsExtended() {
        PacedTokenStore store = storeWithTokens(1, 2, 3);

        store.extendClaim(PROCESSOR, 0);

        assertThat(store().fetchToken(PROCESSOR, 0)).isEqualTo(new GlobalSequenceTrackingToken(3));
    }

    @Test
    void forgetsNoTokenThatIsTheOnlyOne() {
        storeWithTokens(1);

        assertThat(store().fetchToken(PROCESSOR, 0)).isEqualTo(new GlobalSequenceTrackingToken(1));
    }

    @Test
    void writesWhatItRemembersWhenItsTimeHasCome() {
        storeWithTokens(1, 2, 3);

        await().untilAsserted(() -> assertThat(store().fetchToken(PROCESSOR, 0))
                .isEqualTo(new GlobalSequenceTrackingToken(3)));
    }

    private PacedTokenStore storeWithTokens(long... tokens) {
        PacedTokenStore store = store();
        store.initializeTokenSegments(PROCESSOR, 1);
        store.fetchToken(PROCESSOR, 0);
        for (long token : tokens) {
            store.storeToken(new GlobalSequenceTrackingToken(token), PROCESSOR, 0);
        }
        return store;
    }

    private PacedTokenStore store() {
        return new PacedTokenStore(MongoTokenStore.builder()
                .mongoTemplate(DefaultMongoTemplate.builder().mongoDatabase(client, "tokens").build())
                .serializer(Jackson3Serializer.builder().build())
                .nodeId("one")
                .transactionManager(NoTransactionManager.INSTANCE), new CheckpointedLog(() -> log),
                new RepeatedFailures()) {
            @Override
            protected TrackingToken beginAgain(long checkpoint, String processor, int segment) {
                throw new AssertionError("There is an event at " + checkpoint);
            }
        };
    }
}
