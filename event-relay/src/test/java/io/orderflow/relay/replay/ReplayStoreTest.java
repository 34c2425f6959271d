package io.orderflow.relay.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which replays are kept. */
class ReplayStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void forgetsReplaysThatEndedLongAgoAndNoOthers() {
        MongoServer database = new MongoServer(new MemoryBackend());
        try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + database.bind().getPort())) {
            ReplayStore store = new ReplayStore(client.getDatabase("test").getCollection(ReplayStore.COLLECTION),
                    "this process");
            for (String id : new String[]{"old", "young", "running"}) {
                store.begin(RelayReplay.begun(id, "kafka", id, null, 0, 10, NOW));
                store.claim(id, NOW, NOW);
            }
            store.end("old", ReplayState.COMPLETED, null, NOW.minusSeconds(2));
            store.cancel("young", NOW);

            assertThat(store.prune(NOW.minusSeconds(1))).isEqualTo(1);

            assertThat(store.list(null, 10).items()).extracting(RelayReplay::replayId).containsExactly("young",
                    "running");
        } finally {
            database.shutdownNow();
        }
    }
}
