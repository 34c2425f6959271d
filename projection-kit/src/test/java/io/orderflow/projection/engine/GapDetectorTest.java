package io.orderflow.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.checkpoint.PacedTokenStore;
import io.orderflow.service.checkpoint.StoredCheckpoints;
import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GapDetectorTest {

    private static final String PROCESSOR = "processor";
    private static final int EVENTS = 10;

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());
    private final EmbeddedEventStore log = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final PacedTokenStore tokens = new PacedTokenStore(
            new StoredCheckpoints(DefaultMongoTemplate.builder().mongoDatabase(client, "tokens").build(),
                    Jackson3Serializer.builder().build(), "one", Duration.ofSeconds(10), byte[].class),
            new CheckpointedLog(() -> log), new RepeatedFailures()) {
        @Override
        protected TrackingToken beginAgain(long checkpoint, String processor, int segment) {
            throw new AssertionError("There is an event at " + checkpoint);
        }
    };
    private final Gaps gaps = new Gaps();
    private final GapDetector detector = new GapDetector(PROCESSOR, tokens, log, gaps);

    @BeforeEach
    void fill() {
        log.publish(IntStream.range(0, EVENTS).mapToObj(GenericEventMessage::asEventMessage).toList());
        tokens.initializeTokenSegments(PROCESSOR, 2);
        tokens.fetchToken(PROCESSOR, 0);
    }

    @AfterEach
    void stop() {
        log.shutDown();
        client.close();
        server.shutdownNow();
    }

    @Test
    void letsEventsPassThatFollowEachOtherAndThoseMadeOfOne() {
        pass(0, 1, 1, 2, 3);
        assertThat(gaps.all()).isZero();
    }

    @Test
    void noticesThatTheFirstEventOfTheLogIsMissing() {
        assertThatThrownBy(() -> pass(1)).isInstanceOf(EventsPassedOver.class)
                .hasMessage("processor was not handed the events at positions 0 to 0");
        assertThat(gaps.repaired()).isOne();
    }

    @Test
    void noticesAHoleUntilItsEventsAreHandedOut() {
        pass(0, 1);
        for (int time = 1; time <= 2; time++) {
            assertThatThrownBy(() -> pass(5)).hasMessageContaining("2 to 4");
            assertThat(gaps.repaired()).isEqualTo(time);
        }
        pass(2, 3, 4, 5);
        assertThat(gaps.absent()).isZero();
    }

    @Test
    void beginsAfterTheTokenOfEachNewClaim() {
        pass(0, 1, 2, 3);
        tokens.storeToken(new GlobalSequenceTrackingToken(1), PROCESSOR, 0);
        tokens.releaseClaim(PROCESSOR, 0);
        tokens.fetchToken(PROCESSOR, 0);
        assertThatThrownBy(() -> pass(4)).hasMessageContaining("2 to 3");
        pass(2, 3, 4);
    }

    @Test
    void looksAtEachSegmentByItself() {
        pass(0, 1, 2);
        tokens.fetchToken(PROCESSOR, 1);
        assertThatThrownBy(() -> detector.pass(event(3), 1)).hasMessageContaining("0 to 2");
        pass(3);
    }

    @Test
    void passesOverPositionsThatHaveNoEventInTheLogAndSaysSo() {
        EmbeddedEventStore damaged = new DamagedLog();
        GapDetector ofAnother = new GapDetector(PROCESSOR, tokens, damaged, gaps);
        for (long position : List.of(0L, 1L, 5L, 6L)) {
            ofAnother.pass(event(position), 0);
        }
        assertThat(gaps.absent()).isOne();
        assertThat(gaps.repaired()).isZero();
    }

    /** Has no events at positions 2 to 4. */
    private final class DamagedLog extends EmbeddedEventStore {

        DamagedLog() {
            super(EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()));
        }

        @Override
        public TrackingEventStream openStream(@Nullable TrackingToken after) {
            return log.openStream(new GlobalSequenceTrackingToken(4));
        }
    }

    private void pass(long... positions) {
        for (long position : positions) {
            detector.pass(event(position), 0);
        }
    }

    private static TrackedEventMessage<?> event(long position) {
        return new GenericTrackedEventMessage<>(new GlobalSequenceTrackingToken(position),
                GenericEventMessage.asEventMessage(position));
    }
}
