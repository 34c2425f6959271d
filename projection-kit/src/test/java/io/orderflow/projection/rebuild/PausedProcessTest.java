package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.document.Database;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.Removed;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A process that stands still between the reading and the writing of its documents, until another one has taken its
 * segment over and has written them.
 */
@ExtendWith(OutputCaptureExtension.class)
class PausedProcessTest {

    private final Log log = new Log();
    private final Database database = new Database();
    private final TallyProjection paused = new TallyProjection();
    private final TallyProjection other = new TallyProjection();

    @AfterEach
    void stop() {
        paused.gate.countDown();
        log.close();
        database.close();
    }

    static Stream<Arguments> whatItStandsStillIn() {
        return Stream.of(
                Arguments.of("a change of a document that has gone on", new Counted("a", 2),
                        List.of(new Counted("a", 3)), List.of(1, 2, 3, 9)),
                Arguments.of("a change of a document that is there no more", new Counted("a", 2),
                        List.of(new Removed("a")), List.of(9)),
                Arguments.of("the removal of a document that is there again", new Removed("a"),
                        List.of(new Counted("a", 3)), List.of(3, 9)),
                Arguments.of("the first event of a document that has gone on", new Counted("b", 2),
                        List.of(new Counted("b", 3)), List.of(2, 3, 9)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatItStandsStillIn")
    void writesNothingOverWhatAnotherOneHasMade(String what, Tally.TallyEvent last, List<Tally.TallyEvent> beyond,
            List<Integer> numbers, CapturedOutput output) {
        String key = last.key();
        paused.gated = event -> event.equals(last);
        try (Process one = start("one", paused)) {
            log.append(new Counted("a", 1));
            one.settle(paused);
            int written = one.writesDone();
            paused.gate = new CountDownLatch(1);
            log.append(last);
            await().until(() -> paused.heldBack.get() == 1);
            database.expireClaims();
            try (Process two = start("two", other)) {
                log.append(beyond.toArray());
                two.settle(other);
                paused.gate.countDown();
                await().until(() -> one.writesDone() > written);
                log.append(new Counted(key, 9));
                one.settle(paused);
                assertThat(two.models.of(other).find(key).orElseThrow().numbers()).isEqualTo(numbers);
                await().untilAsserted(() -> assertThat(said(output)).hasSize(1));
                assertThat(one.failures.all()).isEmpty();
            }
        }
    }

    /** The next process that has the segment, perhaps the same one, folds the batch in hand again. */
    @Test
    void losesNothingWhereItTakesTheSegmentAgain() {
        paused.gated = event -> event.equals(new Counted("a", 2));
        try (Process one = start("one", paused)) {
            log.append(new Counted("a", 1));
            one.settle(paused);
            paused.gate = new CountDownLatch(1);
            log.append(new Counted("a", 2));
            await().until(() -> paused.heldBack.get() == 1);
            database.expireClaims();
            try (Process two = start("two", other)) {
                two.settle(other);
            }
            paused.gate.countDown();
            log.append(new Counted("a", 3), new Counted("b", 1));
            one.settle(paused);
            assertThat(one.models.of(paused).find("a").orElseThrow().numbers()).containsExactly(1, 2, 3);
            assertThat(one.models.of(paused).find("b").orElseThrow().numbers()).containsExactly(1);
        }
    }

    private Process start(String id, TallyProjection projection) {
        return new Process(id, Process.limits(1), log, database, projection);
    }

    private static List<String> said(CapturedOutput output) {
        return output.toString().lines().filter(line -> line.contains("gives up a batch")).toList();
    }
}
