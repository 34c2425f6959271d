package io.orderflow.service.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.service.resilience.RepeatedFailures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PacedTokenStoreTest {

    private static final String PROCESSOR = "processor";

    /** A process with this claim timeout takes over a segment that another one has just claimed. */
    private static final Duration AT_ONCE = Duration.ofSeconds(-1);

    /** The position of the last event of the log. */
    private static final int LAST = 300;

    private final EventStore log = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());

    @BeforeEach
    void fillTheLog() {
        for (int event = 0; event <= LAST; event++) {
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

    @Test
    void writesNothingForASegmentThatAnotherProcessHasTakenOver() {
        PacedTokenStore paused = storeWithTokens(1, 2);
        PacedTokenStore other = another();
        other.fetchToken(PROCESSOR, 0);
        other.storeToken(new GlobalSequenceTrackingToken(9), PROCESSOR, 0);

        assertThatThrownBy(() -> paused.extendClaim(PROCESSOR, 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> paused.storeToken(new GlobalSequenceTrackingToken(3), PROCESSOR, 0))
                .isInstanceOf(UnableToClaimTokenException.class);

        paused.releaseClaim(PROCESSOR, 0);
        assertThat(tokenNow()).isEqualTo(9);
    }

    @Test
    void takesNoTokenBackThatAnotherProcessHasStoredAndGivenBackSince() {
        PacedTokenStore paused = storeWithTokens(1, 2);
        PacedTokenStore other = another();
        other.fetchToken(PROCESSOR, 0);
        other.storeToken(new GlobalSequenceTrackingToken(9), PROCESSOR, 0);
        other.releaseClaim(PROCESSOR, 0);

        assertThatThrownBy(() -> paused.extendClaim(PROCESSOR, 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> paused.storeToken(new GlobalSequenceTrackingToken(3), PROCESSOR, 0))
                .isInstanceOf(UnableToClaimTokenException.class);

        assertThat(tokenNow()).isEqualTo(9);
    }

    @Test
    void forgetsWhatAnEarlierClaimRemembersWhereTheSegmentIsClaimedAgain() throws InterruptedException {
        PacedTokenStore store = storeWithTokens(1, 2);
        store.fetchToken(PROCESSOR, 0);
        store.storeToken(new GlobalSequenceTrackingToken(9), PROCESSOR, 0);

        // The timer of the earlier claim ends with its last task.
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("checkpoints")));
        assertThat(tokenNow()).isEqualTo(9);
    }

    @Test
    void givesASegmentBackWhereWhatItRemembersCannotBeWritten() {
        PacedTokenStore store = storeWithTokens(1, 2);
        store.releaseClaim(PROCESSOR, 0);
        assertThat(store.claim(PROCESSOR, 0)).isNull();
        another().fetchToken(PROCESSOR, 0);
        store.releaseClaim(PROCESSOR, 0);
    }

    /** Under many threads that store and extend and claim, the token that is stored last is the one that is found. */
    @RepeatedTest(20)
    void keepsTheLastTokenWhateverHappensAtOnce(RepetitionInfo round) throws Exception {
        Random random = new Random(round.getCurrentRepetition());
        PacedTokenStore store = storeWithTokens();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> worker = threads.submit(() -> {
                for (int token = 0; token <= LAST; token++) {
                    store.storeToken(new GlobalSequenceTrackingToken(token), PROCESSOR, 0);
                    LockSupport.parkNanos(random.nextInt(1_000_000));
                }
            });
            Future<?> coordinator = threads.submit(() -> {
                long seen = -1;
                while (!worker.isDone()) {
                    store.extendClaim(PROCESSOR, 0);
                    long now = storedToken();
                    assertThat(now).isGreaterThanOrEqualTo(seen);
                    seen = now;
                }
            });
            worker.get();
            coordinator.get();
        }
        store.releaseClaim(PROCESSOR, 0);
        assertThat(tokenNow()).isEqualTo(LAST);
    }

    private long storedToken() {
        Document stored = client.getDatabase("tokens").getCollection("trackingtokens").find().first();
        Binary token = stored == null ? null : stored.get("token", Binary.class);
        return token == null
                ? -1
                : Long.parseLong(new String(token.getData(), StandardCharsets.UTF_8).replaceAll("\\D", ""));
    }

    private long tokenNow() {
        return store("three", AT_ONCE).fetchToken(PROCESSOR, 0).position().orElse(-1);
    }

    private PacedTokenStore another() {
        return store("two", AT_ONCE);
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
        return store("one", Duration.ofSeconds(10));
    }

    private PacedTokenStore store(String process, Duration claimTimeout) {
        return new PacedTokenStore(
                new StoredCheckpoints(DefaultMongoTemplate.builder().mongoDatabase(client, "tokens").build(),
                        Jackson3Serializer.builder().build(), process, claimTimeout, byte[].class),
                new CheckpointedLog(() -> log), new RepeatedFailures()) {
            @Override
            protected TrackingToken beginAgain(long checkpoint, String processor, int segment) {
                throw new AssertionError("There is an event at " + checkpoint);
            }
        };
    }
}
