package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.projection.document.Database;
import io.orderflow.projection.rebuild.ProjectionStatus.State;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.Removed;
import io.orderflow.projection.rebuild.Tally.Sealed;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import io.orderflow.service.deadletter.DeadLetterSequence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Documents of which the log lacks the beginning. */
class BeginningTest {

    private final TallyProjection projection = new TallyProjection();
    private final Log log = new Log();
    private final Database database = new Database();

    @AfterEach
    void stop() {
        log.close();
        database.close();
    }

    @Test
    void setsAsideWhatMeetsNoDocumentAndDoesNotBeginOne() {
        projection.beginnings = Set.of(Counted.class);
        log.append(new Counted("whole", 1), new Sealed("torn", 2), new Sealed("whole", 3), new Counted("torn", 4));
        try (Process process = new Process(log, database, projection)) {
            process.settle(projection);
            assertThat(process.models.of(projection).find("whole").orElseThrow().numbers()).containsExactly(1, 3);
            assertThat(process.models.of(projection).find("torn")).isEmpty();
            DeadLetterSequence torn = process.deadLetters.sequences("tallies", null, 10).getFirst();
            assertThat(torn.sequence()).isEqualTo("torn");
            assertThat(torn.position()).isEqualTo(1);
            assertThat(torn.letters()).isEqualTo(2);
            assertThat(torn.cause()).startsWith("There is no document in tallies for");
            assertThat(process.statuses.of("tallies").state()).isEqualTo(State.FAILING);
        }
    }

    @Test
    void setsAsideWhatComesBehindTheEndOfADocument() {
        projection.beginnings = Set.of(Counted.class);
        log.append(new Counted("gone", 1), new Removed("gone"), new Sealed("gone", 2));
        try (Process process = new Process(log, database, projection)) {
            process.settle(projection);
            assertThat(process.deadLetters.sequences("tallies", null, 10)).extracting(DeadLetterSequence::position)
                    .isEqualTo(List.of(2L));
        }
    }

    @Test
    void beginsWithAnyEventWhereNoneIsNamed() {
        log.append(new Sealed("torn", 2));
        try (Process process = new Process(log, database, projection)) {
            process.settle(projection);
            assertThat(process.models.of(projection).find("torn")).isPresent();
        }
    }
}
