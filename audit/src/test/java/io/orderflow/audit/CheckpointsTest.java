package io.orderflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.service.checkpoint.EventToken;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.deadletter.DeadLetterGivenUp;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.serialization.Serializer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checkpoints in their database, against a log that they are of, or not. */
class CheckpointsTest {

    private static final Serializer SERIALIZER = new StableNameSerializer(MessageTypes.of(List.of(EventToken.class)));
    private static final String MANAGER = "order-saga-manager";

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());
    private final MongoDatabase acting = client.getDatabase("acting");
    private final Chronicle log = Business.healthy();
    private final Findings findings = new Findings();
    private @Nullable String givenUp;

    /** What the log tells of letters that were given up. */
    private final class Decisions implements EventLog {

        @Override
        public long newestSnapshotOf(String stream) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long head() {
            return log.head();
        }

        @Override
        public void read(long after, long last, Consumer<LoggedEvent> reader) {
            log.events().forEach(reader);
        }

        @Override
        public List<LoggedEvent> stream(String name) {
            return givenUp == null || !name.equals(DeadLetterDecisions.streamOf(MANAGER))
                    ? List.of()
                    : List.of(decision(givenUp));
        }
    }

    @AfterEach
    void stop() {
        client.close();
        server.shutdownNow();
    }

    @Test
    void findsNothingWhereEveryCheckpointNamesTheEventAtItsPosition() {
        store(MANAGER, 0, new EventToken(3, "event-3"));
        store(MANAGER, 1, new EventToken(log.head(), "event-" + log.head()));
        hold();

        assertThat(findings.of(finding -> true)).isEmpty();
        assertThat(findings.checked(Invariant.CHECKPOINTS_OF_THIS_LOG)).isEqualTo(2);
    }

    @Test
    void noticesACheckpointBeyondTheEndOfTheLog() {
        store(MANAGER, 0, new EventToken(log.head() + 1, "lost"));
        hold();

        assertThat(findings.of(finding -> true)).singleElement().satisfies(finding -> {
            assertThat(finding.invariant()).isEqualTo(Invariant.CHECKPOINTS_OF_THIS_LOG);
            assertThat(finding.id()).isEqualTo(MANAGER + "[0]");
        });
    }

    @Test
    void noticesACheckpointThatNamesAnotherEvent() {
        store("payment-policy", 2, new EventToken(3, "lost"));
        hold();

        assertThat(findings.of(finding -> true)).singleElement().satisfies(finding -> {
            assertThat(finding.invariant()).isEqualTo(Invariant.CHECKPOINTS_OF_THIS_LOG);
            assertThat(finding.id()).isEqualTo("payment-policy[2]");
        });
    }

    @Test
    void noticesAReadModelThatHasComeFurtherThanTheLog() {
        MongoDatabase readModels = client.getDatabase("read");
        readModels.getCollection("projection_pointers").insertOne(new Document("_id", "sales")
                .append("collection", "sales_v1").append("generation", 1L).append("revision", 1)
                .append("lastGeneration", 1L).append("retired", List.of()));
        var token = SERIALIZER.serialize(new EventToken(log.head() + 1, "lost"), String.class);
        readModels.getCollection("projection_tokens").insertOne(new Document("processorName", "sales_v1")
                .append("segment", 0).append("token", token.getData()).append("tokenType", token.getType().getName()));
        hold();

        assertThat(findings.of(finding -> true)).singleElement()
                .satisfies(finding -> assertThat(finding.id()).isEqualTo("sales"));
    }

    @Test
    void saysThatAnOrderIsHandledThatEverySegmentOfTheManagerHasPassed() {
        store(MANAGER, 0, new EventToken(7, "event-7"));
        store(MANAGER, 1, new EventToken(5, "event-5"));
        store("payment-policy", 0, new EventToken(1, "event-1"));
        acting.getCollection("deadletters").insertOne(new Document("processingGroup", MANAGER)
                .append("sequenceIdentifier", "waiting"));
        givenUp = "given-up";
        Checkpoints checkpoints = read();

        assertThat(checkpoints.sayIsHandled("o1", 5)).isTrue();
        assertThat(checkpoints.sayIsHandled("o1", 6)).isFalse();
        assertThat(checkpoints.sayIsHandled("waiting", 5)).isFalse();
        assertThat(checkpoints.sayIsHandled("given-up", 5)).isFalse();
    }

    @Test
    void saysNothingOfOrdersWhereThereIsNoCheckpoint() {
        assertThat(read().sayIsHandled("o1", 0)).isFalse();
    }

    private void hold() {
        Checkpoints checkpoints = read();
        log.events().forEach(checkpoints::on);
        checkpoints.conclude(log.head());
    }

    private Checkpoints read() {
        return Checkpoints.read(acting, client.getDatabase("read"), SERIALIZER, new Decisions(), findings);
    }

    private void store(String processor, int segment, EventToken token) {
        var stored = SERIALIZER.serialize(token, byte[].class);
        acting.getCollection("trackingtokens").insertOne(new Document("processorName", processor)
                .append("segment", segment)
                .append("token", stored.getData())
                .append("tokenType", stored.getType().getName()));
    }

    private static LoggedEvent decision(String sequence) {
        Object payload = new DeadLetterGivenUp(MANAGER, sequence, "event-0", null, "order.placed", "", "");
        return new LoggedEvent(-1, DeadLetterDecisions.streamOf(MANAGER), 0, "letter.given-up", "1", Instant.EPOCH,
                List.of(new GenericTrackedEventMessage<>(new GlobalSequenceTrackingToken(0),
                        GenericEventMessage.asEventMessage(payload))),
                null);
    }
}
