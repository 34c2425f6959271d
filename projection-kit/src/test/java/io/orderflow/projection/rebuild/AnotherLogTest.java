package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.document.Database;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The read models stay, and the log under them is another one, or has lost its last events. */
class AnotherLogTest {

    private static final int SHARED = 5;

    private final Database database = new Database();
    private final TallyProjection projection = new TallyProjection();
    private Log log = new Log();
    private Process process = new Process(log, database, projection);

    @Test
    void goesOnWithTheSameLog() {
        append(0, 20);
        startOn(log);

        assertThat(process.statuses.of("tallies").collection()).isEqualTo("tallies_v1");
        assertThat(process.restarts.last()).isNull();
    }

    @Test
    void servesOnlyWhatAShorterLogTells() {
        append(0, 20);
        startOn(log.copy(SHARED));

        assertThat(numbers()).containsExactly(0, 1, 2, 3, 4);
        assertThat(process.restarts.last()).satisfies(restart -> {
            assertThat(restart.checkpoint()).isEqualTo(19);
            assertThat(restart.head()).isEqualTo(4);
        });
        append(100, 2);
        assertThat(numbers()).containsExactly(0, 1, 2, 3, 4, 100, 101);
    }

    @Test
    void servesNothingOfAnEmptyLog() {
        append(0, 20);
        startOn(new Log());

        assertThat(process.models.of(projection).find("k")).isEmpty();
        assertThat(process.statuses.of("tallies")).satisfies(status -> {
            assertThat(status.head()).isEqualTo(-1);
            assertThat(status.position()).isEqualTo(-1);
        });
    }

    @Test
    void servesOnlyWhatALogTellsThatWasCutBackAndHasGrownPastTheCheckpoint() {
        append(0, 20);
        Log grown = log.copy(SHARED);
        for (int number = 100; number < 130; number++) {
            grown.append(new Counted("k", number));
        }
        startOn(grown);

        assertThat(numbers()).startsWith(0, 1, 2, 3, 4, 100, 101).hasSize(SHARED + 30);
    }

    @Test
    void dropsWhatWasFilledFromTheOtherLog() {
        append(0, 20);
        startOn(log.copy(SHARED));
        numbers();

        await().untilAsserted(() -> assertThat(database.collections())
                .filteredOn(name -> name.startsWith("tallies_"))
                .containsExactly("tallies_v2"));
    }

    @Test
    void endsARebuildThatWasFilledFromTheOtherLog() {
        append(0, 20);
        String rebuild = process.rebuilds.start("tallies", Promotion.MANUAL).rebuildId();
        await().until(() -> process.rebuilds.find(rebuild).state() == RebuildState.AWAITING_PROMOTION);
        startOn(log.copy(SHARED));

        await().until(() -> process.rebuilds.find(rebuild).state() == RebuildState.FAILED);
        assertThat(process.rebuilds.find(rebuild).error()).contains("log");
        assertThat(numbers()).hasSize(SHARED);
    }

    private void append(int first, int events) {
        for (int number = first; number < first + events; number++) {
            log.append(new Counted("k", number));
        }
        process.settle(projection);
    }

    private void startOn(Log other) {
        process.close();
        log = other;
        process = new Process(log, database, projection);
    }

    private List<Integer> numbers() {
        process.settle(projection);
        return process.models.of(projection).find("k").orElseThrow().numbers();
    }

    @AfterEach
    void stop() {
        process.close();
        log.close();
        database.close();
    }
}
