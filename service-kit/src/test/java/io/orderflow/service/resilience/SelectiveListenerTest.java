package io.orderflow.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandStartedEvent;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelectiveListenerTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final Recorder recorder = new Recorder();
    private final MongoClient client = BoundedMongo.open(server.bindAndGetConnectionString(),
            new CallLimits(LONG, LONG, LONG, LONG), Optional.empty(), recorder);
    private final MongoCollection<Document> orders = client.getDatabase("db").getCollection("orders");

    /** Records the names of the commands. */
    private static final class Recorder implements SelectiveListener {

        private final List<String> told = new CopyOnWriteArrayList<>();
        private volatile boolean wants;

        @Override
        public boolean wantsCommands() {
            return wants;
        }

        @Override
        public void commandStarted(CommandStartedEvent command) {
            told.add(command.getCommandName());
        }
    }

    @AfterEach
    void stop() {
        client.close();
        server.shutdownNow();
    }

    @Test
    void isToldOfTheCommandsThatItWantsAlone() {
        orders.insertOne(new Document("_id", "o1"));

        recorder.wants = true;
        Document found = orders.find(new Document("_id", "o1")).first();

        recorder.wants = false;
        orders.deleteOne(new Document("_id", "o1"));

        assertThat(found).containsEntry("_id", "o1");
        assertThat(recorder.told).containsExactly("find");
        assertThat(orders.countDocuments()).isZero();
    }

    @Test
    void isToldOfWhatDerivedDatabasesAndCollectionsSend() {
        recorder.wants = true;

        client.withTimeout(1, TimeUnit.MINUTES).getDatabase("db").withTimeout(1, TimeUnit.MINUTES)
                .runCommand(new Document("ping", 1));
        orders.withDocumentClass(BsonDocument.class).insertOne(BsonDocument.parse("{_id: 1}"));

        assertThat(recorder.told).containsExactly("ping", "insert");
    }

    @Test
    void leavesTheFailuresOfTheDriverAsTheyAre() {
        orders.insertOne(new Document("_id", "o1"));
        for (boolean wants : new boolean[]{true, false}) {
            recorder.wants = wants;

            assertThatThrownBy(() -> orders.insertOne(new Document("_id", "o1")))
                    .isInstanceOf(MongoWriteException.class);
        }
    }

    @Test
    void leavesNoConnectionWhenTheClientIsClosed() {
        orders.countDocuments();
        recorder.wants = true;
        orders.countDocuments();

        client.close();

        for (boolean wants : new boolean[]{true, false}) {
            recorder.wants = wants;
            assertThatThrownBy(orders::countDocuments).isInstanceOf(IllegalStateException.class);
        }
    }
}
