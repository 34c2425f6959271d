package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.document.Database;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.Removed;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashTest {

    private final Log log = new Log();
    private final Database database = new Database();
    private final TallyProjection projection = new TallyProjection();

    @AfterEach
    void stop() {
        log.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void repeatsABatchThatWasWrittenWithoutItsCheckpoint(int writes) {
        try (Process doomed = new Process(log, database, projection)) {
            doomed.killAfterWrites(writes);
            append(200);
            await().until(doomed::isKilled);
        }
        assertThat(database.contents("tallies_v1")).isNotEmpty();
        assertSameAsUntouched("tallies_v1");
    }

    @Test
    void bearsCheckpointsThatWentBack() {
        List<BsonDocument> old;
        try (Process process = new Process(log, database, projection)) {
            append(60);
            process.settle(projection);
            old = database.contents("projection_tokens");
            append(100);
            process.settle(projection);
        }
        database.replaceContents("projection_tokens", old);
        assertSameAsUntouched("tallies_v1");
    }

    @Test
    void fillsADatabaseAgainThatLostEverythingMeanwhile() {
        try (Process process = new Process(log, database, projection);
                Database other = new Database();
                Process untouched = new Process(log, other, projection)) {
            append(160);
            process.settle(projection);
            database.lose();
            append(40);
            untouched.settle(projection);
            await().untilAsserted(
                    () -> assertThat(database.contents("tallies_v2")).isEqualTo(other.contents("tallies_v1")));
            process.settle(projection);
            assertThat(process.models.of(projection).find("k1").orElseThrow().position())
                    .isEqualTo(untouched.models.of(projection).find("k1").orElseThrow().position());
        }
    }

    private void append(int events) {
        for (int number = 0; number < events; number++) {
            log.append(number % 11 == 10 ? new Removed("k" + number % 7) : new Counted("k" + number % 13, number));
        }
    }

    /** Compares the documents with those that an undisturbed process makes of the same log. */
    private void assertSameAsUntouched(String collection) {
        try (Process process = new Process(log, database, projection);
                Database other = new Database();
                Process untouched = new Process(log, other, projection)) {
            process.settle(projection);
            untouched.settle(projection);
            assertThat(database.contents(collection)).isNotEmpty().isEqualTo(other.contents("tallies_v1"));
        }
    }
}
