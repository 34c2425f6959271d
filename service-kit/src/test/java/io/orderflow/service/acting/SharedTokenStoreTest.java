package io.orderflow.service.acting;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.service.health.RepeatedFailures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedTokenStoreTest {

    private static final int SERVICES = 4;
    private static final int ROUNDS = 25;
    private static final int SEGMENTS = 4;

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());

    @AfterEach
    void stop() {
        client.close();
        server.shutdownNow();
    }

    @Test
    void givesAllWhoMeetItAtOnceTheSameIdentifier() throws Exception {
        try (ExecutorService services = Executors.newFixedThreadPool(SERVICES)) {
            for (int round = 0; round < ROUNDS; round++) {
                String database = "round-" + round;
                CyclicBarrier together = new CyclicBarrier(SERVICES);
                List<Future<Optional<String>>> answers = new ArrayList<>();
                for (int service = 0; service < SERVICES; service++) {
                    SharedTokenStore store = store(database);
                    answers.add(services.submit(() -> {
                        together.await();
                        return store.retrieveStorageIdentifier();
                    }));
                }
                Set<Optional<String>> identifiers = new HashSet<>();
                for (Future<Optional<String>> answer : answers) {
                    identifiers.add(answer.get());
                }
                assertThat(identifiers).hasSize(1).doesNotContain(Optional.empty());
            }
        }
    }

    @Test
    void makesTheSegmentsAgainThatTheDatabaseHasLost() {
        SharedTokenStore store = store("lost");
        store.initializeTokenSegments("manager", SEGMENTS, new GlobalSequenceTrackingToken(7));
        store.fetchToken("manager", 0);
        client.getDatabase("lost").drop();
        assertThat(store.fetchAvailableSegments("manager")).hasSize(SEGMENTS);
        assertThat(store.fetchToken("manager", 0)).isNull();
        assertThat(store.fetchSegments("manager")).hasSize(SEGMENTS);
    }

    @Test
    void makesNoSegmentsWhereAnotherProcessHasThem() {
        SharedTokenStore store = store("claimed", "one");
        store.initializeTokenSegments("manager", SEGMENTS, null);
        for (int segment = 0; segment < SEGMENTS; segment++) {
            store.fetchToken("manager", segment);
        }
        assertThat(store("claimed", "another").fetchAvailableSegments("manager")).isEmpty();
    }

    private SharedTokenStore store(String database) {
        return store(database, "one");
    }

    private SharedTokenStore store(String database, String process) {
        MongoTemplate template = DefaultMongoTemplate.builder().mongoDatabase(client, database).build();
        return new SharedTokenStore(template, MongoTokenStore.builder()
                .serializer(Jackson3Serializer.builder().build())
                .nodeId(process)
                .transactionManager(NoTransactionManager.INSTANCE), SEGMENTS, new RepeatedFailures());
    }
}
