package io.orderflow.service.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.checkpoint.EventToken;
import io.orderflow.service.checkpoint.Restarts;
import io.orderflow.service.checkpoint.StoredCheckpoints;
import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.extensions.mongo.eventhandling.deadletter.MongoSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedTokenStoreTest {

    private static final int SERVICES = 4;
    private static final int ROUNDS = 25;
    private static final int SEGMENTS = 4;
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(10);

    private Restarts restarts;
    private EventStore log = logOf("a", "b", "c", "d", "e", "f", "g", "h");
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

    @Test
    void tellsWhereTheSegmentsStandThatNobodyHas() {
        SharedTokenStore store = store("unclaimed", "one");
        SharedTokenStore another = store("unclaimed", "another");
        assertThat(another.lowestUnclaimed("manager", Set.of())).hasValue(-1);
        store.initializeTokenSegments("manager", SEGMENTS, null);
        for (int segment = 0; segment < SEGMENTS; segment++) {
            store.fetchToken("manager", segment);
            store.storeToken(new GlobalSequenceTrackingToken(segment), "manager", segment);
        }

        assertThat(another.lowestUnclaimed("manager", Set.of())).isEmpty();
        assertThat(store.lowestUnclaimed("manager", Set.of(0, 1, 2, 3))).isEmpty();
        assertThat(store.lowestUnclaimed("manager", Set.of(0, 2, 3))).hasValue(1);

        store.releaseClaim("manager", 2);
        store.releaseClaim("manager", 3);
        assertThat(another.lowestUnclaimed("manager", Set.of())).hasValue(2);
        assertThat(store.lowestUnclaimed("manager", Set.of(0, 1))).hasValue(2);
    }

    @Test
    void beginsWhereThePredecessorStoodBeforeThatOneGoesOn() {
        log = logOf("a", "b", "c", "d", "e", "f");
        SharedTokenStore before = store("before");
        before.initializeTokenSegments("manager", SEGMENTS, null);
        before.fetchToken("manager", 2);
        before.storeToken(new GlobalSequenceTrackingToken(2), "manager", 2);
        before.releaseClaim("manager", 2);

        SharedTokenStore store = store("before", "another");
        assertThat(store.fetchAvailableSegments("manager")).hasSize(SEGMENTS);
        store.fetchToken("manager", 2);
        store.storeToken(new GlobalSequenceTrackingToken(4), "manager", 2);
        store.releaseClaim("manager", 2);

        assertThat(store.fetchAvailableSegments("requests")).hasSize(SEGMENTS);
        assertThat(store.fetchToken("requests", 0)).isNull();
        assertThat(store.fetchToken("requests", 2)).isEqualTo(new GlobalSequenceTrackingToken(2));
    }

    @Test
    void goesOnWhereTheLogStillHasTheEventOfTheCheckpoint() throws InterruptedException {
        checkpointAt(5);
        log = logOf("a", "b", "c", "d", "e", "f");

        assertThat(store("exchanged").fetchToken("manager", 0)).isEqualTo(new EventToken(5, "f"));
        assertThat(restarts.last()).isNull();
    }

    @Test
    void beginsAgainWhereTheLogIsShorter() throws InterruptedException {
        checkpointAt(5);
        log = logOf("a", "b", "c");

        assertThat(store("exchanged").fetchToken("manager", 0).position()).hasValue(-1);
        assertThat(restarts.last()).satisfies(restart -> {
            assertThat(restart.checkpoint()).isEqualTo(5);
            assertThat(restart.head()).isEqualTo(2);
        });
    }

    /** As with a node of a cluster that is behind. */
    @Test
    void goesOnWhereTheLogComesUpToTheCheckpointInAMoment() throws InterruptedException {
        checkpointAt(5);
        log = logOf("a", "b", "c");
        Thread later = Thread.startVirtualThread(() -> {
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            append(log, "d", "e", "f");
        });

        assertThat(store("exchanged").fetchToken("manager", 0)).isEqualTo(new EventToken(5, "f"));
        later.join();
    }

    @Test
    void beginsAgainWhereTheLogIsEmpty() throws InterruptedException {
        checkpointAt(5);
        log = logOf();

        assertThat(store("exchanged").fetchToken("manager", 0).position()).hasValue(-1);
    }

    @Test
    void beginsAgainWhereTheLogWasCutBackAndHasGrownPastTheCheckpoint() throws InterruptedException {
        checkpointAt(5);
        log = logOf("a", "b", "c", "D", "E", "F", "G", "H", "I");

        assertThat(store("exchanged").fetchToken("manager", 0).position()).hasValue(-1);
        // Kept, so that a crash before the first event does not bring the old checkpoint back.
        assertThat(store("exchanged").fetchToken("manager", 0).position()).hasValue(-1);
    }

    @Test
    void dropsTheDeadLettersWhoseEventsAreLostAndKeepsTheOthers() throws InterruptedException {
        checkpointAt(5);
        SequencedDeadLetterQueue<EventMessage<?>> letters = letters();
        letters.enqueue("kept", new GenericDeadLetter<>("kept", eventAt(2)));
        letters.enqueue("lost", new GenericDeadLetter<>("lost", eventAt(5)));
        log = logOf("a", "b", "c", "D", "E", "F", "G");

        store("exchanged").fetchToken("manager", 0);
        assertThat(letters.contains("kept")).isTrue();
        assertThat(letters.contains("lost")).isFalse();
    }

    private SequencedDeadLetterQueue<EventMessage<?>> letters() {
        return MongoSequencedDeadLetterQueue.builder()
                .processingGroup("manager")
                .mongoTemplate(DefaultMongoTemplate.builder().mongoDatabase(client, "exchanged").build())
                .serializer(Jackson3Serializer.builder().build())
                .clearConverters()
                .addConverter(new DeadLetterConverter())
                .transactionManager(NoTransactionManager.INSTANCE)
                .build();
    }

    @Test
    void takesACheckpointThatNamesNoEventAsOfThisLogWhereTheLogGoesOnToThere() {
        store("old").initializeTokenSegments("manager", 1, new GlobalSequenceTrackingToken(5));
        assertThat(store("old").fetchToken("manager", 0)).isEqualTo(new GlobalSequenceTrackingToken(5));
        log = logOf("a", "b");
        assertThat(store("old").fetchToken("manager", 0).position()).hasValue(-1);
    }

    private void checkpointAt(long position) throws InterruptedException {
        SharedTokenStore store = store("exchanged");
        store.initializeTokenSegments("manager", 1, null);
        store.fetchToken("manager", 0);
        store.storeToken(eventAt(position).trackingToken(), "manager", 0);
    }

    /** As a processor gets it. */
    private TrackedEventMessage<?> eventAt(long position) throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> stream = new CheckpointedLog(() -> log)
                .openStream(new GlobalSequenceTrackingToken(position - 1))) {
            return stream.nextAvailable();
        }
    }

    /** A log of events with these identifiers. */
    private static EventStore logOf(String... identifiers) {
        EventStore store = EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
        append(store, identifiers);
        return store;
    }

    private static void append(EventStore store, String... identifiers) {
        for (String identifier : identifiers) {
            store.publish(new GenericEventMessage<>(identifier, "happened", Map.of(), Instant.EPOCH));
        }
    }

    private SharedTokenStore store(String database) {
        return store(database, "one");
    }

    private SharedTokenStore store(String database, String process) {
        MongoTemplate template = DefaultMongoTemplate.builder().mongoDatabase(client, database).build();
        Serializer serializer = Jackson3Serializer.builder().build();
        CheckpointedLog checkpointed = new CheckpointedLog(() -> log);
        restarts = new Restarts(checkpointed);
        return new SharedTokenStore(
                new StoredCheckpoints(template, serializer, process, CLAIM_TIMEOUT, byte[].class), SEGMENTS,
                checkpointed,
                new LostDeadLetters(template, serializer, checkpointed), restarts, new RepeatedFailures(),
                Map.of("requests", "manager"));
    }
}
