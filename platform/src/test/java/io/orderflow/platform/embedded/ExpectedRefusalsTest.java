package io.orderflow.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ExpectedRefusalsTest {

    private static final String LOGGED = "ERROR";

    @TempDir
    Path directory;

    @Test
    void areNoErrorsOfTheDatabase(CapturedOutput output) {
        for (MongoBackend backend : new MongoBackend[]{new IndexedBackend(),
                new CheckpointBackend(directory.resolve("checkpoints.h2"))}) {
            beRefused(backend);
        }
        assertThat(output.getAll()).doesNotContain(LOGGED);
    }

    /** So that the other test is known to see what would be logged. */
    @Test
    void wouldBeErrorsOtherwise(CapturedOutput output) {
        beRefused(new MemoryBackend());
        assertThat(output.getAll()).contains(LOGGED);
    }

    private static void beRefused(MongoBackend backend) {
        MongoServer server = new MongoServer(backend);
        try (MongoClient client = MongoClients.create(server.bindAndGetConnectionString())) {
            MongoDatabase database = client.getDatabase("refusing");
            database.getCollection("missing").drop();
            database.createCollection("there");
            database.getCollection("missing").drop();
            assertThatThrownBy(() -> database.createCollection("there")).isInstanceOf(MongoCommandException.class);
            database.getCollection("there").insertOne(new Document("_id", "one"));
            assertThatThrownBy(() -> database.getCollection("there").insertOne(new Document("_id", "one")))
                    .isInstanceOf(MongoWriteException.class);
        } finally {
            server.shutdownNow();
        }
    }
}
