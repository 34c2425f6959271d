package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.document.Database;
import io.orderflow.projection.document.RefusingBackend;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.rebuild.ProjectionStatus.State;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.Poison;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import io.orderflow.service.resilience.RepeatedFailures.RepeatedFailure;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StalledTest {

    private static final String COMPONENT = "projection tallies_v1";

    private final Log log = new Log();
    private final Database database = new Database();
    private final TallyProjection projection = new TallyProjection();

    @AfterEach
    void stop() {
        projection.gate.countDown();
        log.close();
        database.close();
    }

    @Test
    void tellsOfAProjectionWhoseDocumentsAreRefused(CapturedOutput output) {
        try (Process process = new Process("one", Process.limits(1), log, database, projection)) {
            log.append(new Counted("a", 1));
            process.settle(projection);
            database.refuse("tallies_v1");
            log.append(new Counted("a", 2));
            await().until(() -> process.failures.of(COMPONENT).filter(one -> one.attempts() >= 3).isPresent());
            ProjectionStatus status = process.statuses.of("tallies");
            assertThat(status.state()).isEqualTo(State.STALLED);
            assertThat(status.stalledSince()).isNotNull();
            assertThat(status.failure())
                    .isEqualTo("The database refuses the operation: error " + RefusingBackend.REFUSED);
            assertThat(status.position()).isZero();
            database.refuseNothing();
            process.settle(projection);
            await().until(() -> process.failures.all().isEmpty());
            assertThat(process.statuses.of("tallies").state()).isEqualTo(State.LIVE);
            assertThat(process.statuses.of("tallies").stalledSince()).isNull();
        }
        assertThat(output.toString().lines().filter(line -> line.contains("WARN") && line.contains(COMPONENT)))
                .hasSize(1);
    }

    @Test
    void tellsOfAProjectionThatDoesNotMoveThoughNothingFails() {
        projection.gate = new CountDownLatch(1);
        try (Process process = new Process("one", Process.limits(1), log, database, projection)) {
            log.append(new Poison("a"));
            await().until(() -> process.failures.of(COMPONENT).isPresent());
            ProjectionStatus status = process.statuses.of("tallies");
            assertThat(status.state()).isEqualTo(State.STALLED);
            assertThat(status.failure()).isEqualTo("It stands at position -1 while the log ends at 0");
            projection.gate.countDown();
            process.settle(projection);
            await().until(() -> process.statuses.of("tallies").state() == State.LIVE);
        }
    }

    @Test
    void tellsOfCheckpointsAndPointersThatAreRefused() {
        try (Process process = new Process("one", Process.limits(1), log, database, projection)) {
            log.append(new Counted("a", 1));
            process.settle(projection);
            database.refuse("projection_tokens");
            await().untilAsserted(() -> assertThat(process.failures.all()).extracting(RepeatedFailure::component)
                    .contains("checkpoints of tallies_v1"));
            database.refuseNothing();
            await().until(() -> process.failures.all().isEmpty());
        }
    }

    @Test
    void tellsOfARebuildThatCannotWriteItsDocuments() {
        try (Process process = new Process(log, database, projection)) {
            log.append(new Counted("a", 1));
            process.settle(projection);
            database.refuse("tallies_v2");
            process.rebuilds.start("tallies", Promotion.AUTO);
            await().until(() -> process.failures.of("projection tallies_v2").isPresent());
            assertThat(process.statuses.of("tallies").state()).isEqualTo(State.REBUILDING);
        }
    }
}
