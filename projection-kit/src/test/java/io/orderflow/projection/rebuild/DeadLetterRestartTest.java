package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.Poison;
import io.orderflow.projection.rebuild.Tally.Sealed;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of dead letters after a restart, a crash, and the loss of a database. */
class DeadLetterRestartTest extends DeadLetterFixture {

    @Test
    void keepsWhatWasGivenUpThroughRebuildsAndRevisionsAndTheLossOfTheDatabase() {
        projection.poisoned = true;
        try (Process process = start()) {
            log.append(new Counted("bad", 1), new Poison("bad"), new Counted("bad", 2));
            process.settle(projection);
            process.deadLetters.evict(GROUP, "bad", "a test event");
            awaitNone(process);
            Rebuild rebuild = process.rebuilds.start(GROUP, Promotion.AUTO);
            await().until(() -> process.rebuilds.find(rebuild.rebuildId()).isEnded());
            assertThat(process.rebuilds.find(rebuild.rebuildId()).state()).isEqualTo(RebuildState.PROMOTED);
            assertThat(process.rebuilds.find(rebuild.rebuildId()).comparison().changed()).isZero();
            assertThat(numbers(process, "bad")).containsExactly(1, 2);
        }
        database.lose();
        try (Process again = start()) {
            again.settle(projection);
            assertThat(numbers(again, "bad")).containsExactly(1, 2);
            assertThat(again.deadLetters.count(GROUP)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void losesNothingOverARestart(int segments) {
        projection.poisoned = true;
        IntStream.range(0, 40).forEach(number -> log.append(new Counted("k" + number, 1)));
        log.append(new Counted("bad", 1), new Poison("bad"), new Counted("bad", 2));
        try (Process process = start(segments)) {
            process.settle(projection);
            assertThat(only(process).letters()).isEqualTo(2);
        }
        try (Process again = start(segments)) {
            IntStream.range(0, 40).forEach(number -> log.append(new Counted("k" + number, 2)));
            log.append(new Counted("bad", 3));
            again.settle(projection);
            assertThat(only(again).letters()).isEqualTo(3);
            projection.poisoned = false;
            again.deadLetters.retry(GROUP, "bad");
            awaitNone(again);
        }
        assertSameAsUntouched();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void losesNothingInACrash(int writes) {
        projection.poisoned = true;
        try (Process doomed = start()) {
            doomed.killAfterWrites(writes);
            mixed();
            await().until(doomed::isKilled);
        }
        try (Process again = start()) {
            again.settle(projection);
            await().until(() -> again.deadLetters.count(GROUP) == 3);
            projection.poisoned = false;
            List.of("k0", "k1", "k2").forEach(key -> again.deadLetters.retry(GROUP, key));
            awaitNone(again);
        }
        assertSameAsUntouched();
    }

    @Test
    void bearsCheckpointsThatWentBackBehindAnEviction() {
        projection.poisoned = true;
        List<BsonDocument> old;
        try (Process process = start()) {
            await().until(() -> !database.contents("projection_tokens").isEmpty());
            old = database.contents("projection_tokens");
            log.append(new Counted("bad", 1), new Poison("bad"), new Counted("bad", 2));
            process.settle(projection);
            process.deadLetters.evict(GROUP, "bad", "a test event");
            awaitNone(process);
        }
        database.replaceContents("projection_tokens", old);
        try (Process again = start()) {
            again.settle(projection);
            assertThat(numbers(again, "bad")).containsExactly(1, 2);
            assertThat(again.deadLetters.count(GROUP)).isZero();
        }
    }

    @Test
    void takesALateEventInOnceWhereACrashInterruptedIt() {
        projection.sealed = true;
        List<BsonDocument> sequences;
        List<BsonDocument> letters;
        try (Process process = start()) {
            log.appendTo("shared", new Sealed("a", 1));
            log.appendTo("elsewhere", new Counted("a", 2));
            process.settle(projection);
            sequences = database.contents("dead_sequences");
            letters = database.contents("dead_letters");
            letters.forEach(letter -> letter.put("trying", BsonBoolean.TRUE));
            projection.sealed = false;
            process.deadLetters.retry(GROUP, "shared");
            awaitNone(process);
        }
        database.replaceContents("dead_sequences", sequences);
        database.replaceContents("dead_letters", letters);
        log.appendTo("elsewhere", new Counted("a", 3));
        try (Process again = start()) {
            again.settle(projection);
            again.deadLetters.retry(GROUP, "shared");
            awaitNone(again);
            assertThat(numbers(again, "a")).containsExactly(2, 1, 3);
        }
    }

    private void mixed() {
        for (int number = 0; number < 300; number++) {
            log.append(number % 60 == 7 && number < 200
                    ? new Poison("k" + number / 60 % 3)
                    : new Counted("k" + number % 13, number));
        }
    }
}
