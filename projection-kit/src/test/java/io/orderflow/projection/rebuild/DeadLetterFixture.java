package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.document.Database;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import io.orderflow.service.deadletter.DeadLetterSequence;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A projection that fails at some events, and the processes that fold them. */
abstract class DeadLetterFixture {

    static final String GROUP = "tallies";

    final Log log = new Log();
    final Database database = new Database();
    final TallyProjection projection = new TallyProjection();

    @AfterEach
    void stop() {
        log.close();
        database.close();
    }

    Process start() {
        return start(2);
    }

    Process start(int segments) {
        return new Process("one", Process.limits(segments), log, database, projection);
    }

    static DeadLetterSequence only(Process process) {
        List<DeadLetterSequence> all = process.deadLetters.sequences(GROUP, null, 10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    static void awaitNone(Process process) {
        await().untilAsserted(() -> {
            assertThat(process.deadLetters.sequences(GROUP, null, 10)).isEmpty();
            assertThat(process.deadLetters.count(GROUP)).isZero();
        });
    }

    List<Integer> numbers(Process process, String key) {
        return process.models.of(projection).find(key).orElseThrow().numbers();
    }

    /** Compares the documents with those that an undisturbed process makes of the same log. */
    void assertSameAsUntouched() {
        try (Database other = new Database(); Process untouched = new Process(log, other, projection)) {
            untouched.settle(projection);
            assertThat(database.contents("tallies_v1")).isNotEmpty().isEqualTo(other.contents("tallies_v1"));
        }
    }
}
