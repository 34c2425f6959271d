package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.document.Database;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.engine.WaitingDeadLetters;
import io.orderflow.projection.rebuild.ProjectionStatus.State;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.Poison;
import io.orderflow.projection.rebuild.Tally.Sealed;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import io.orderflow.service.deadletter.DeadLetterDecisions.Decision;
import io.orderflow.service.deadletter.DeadLetterSequence;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.EventMessage;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {

    private static final String GROUP = "tallies";

    private final Log log = new Log();
    private final Database database = new Database();
    private final TallyProjection projection = new TallyProjection();

    @AfterEach
    void stop() {
        log.close();
        database.close();
    }

    @Test
    void setsAsideTheEventsOfOneDocumentAndNoOther() {
        projection.poisoned = true;
        try (Process process = start()) {
            log.append(new Counted("good", 1), new Counted("bad", 1), new Poison("bad"), new Counted("bad", 2),
                    new Counted("good", 2));
            process.settle(projection);
            log.append(new Counted("bad", 3), new Counted("good", 3));
            process.settle(projection);
            assertThat(numbers(process, "good")).containsExactly(1, 2, 3);
            assertThat(numbers(process, "bad")).containsExactly(1);
            DeadLetterSequence dead = only(process);
            assertThat(dead.sequence()).isEqualTo("bad");
            assertThat(dead.position()).isEqualTo(2);
            assertThat(dead.type()).isEqualTo("Poison");
            assertThat(dead.cause()).contains("poison").doesNotContain("Exception");
            assertThat(dead.letters()).isEqualTo(3);
            assertThat(process.statuses.all().getFirst().state()).isEqualTo(State.FAILING);
            assertThat(process.deadLetters.count(GROUP)).isEqualTo(1);
        }
    }

    /** One process folds, or both do; each of them knows the waiting dead letters. */
    @Test
    void areKnownInEveryProcess() {
        projection.poisoned = true;
        try (Process process = start(); Process other = new Process("two", Process.LIMITS, log, database, projection)) {
            log.append(new Counted("good", 1), new Counted("bad", 1), new Poison("bad"), new Poison("worse"));
            for (Process one : List.of(process, other)) {
                await().untilAsserted(() -> assertThat(one.host.hosted(GROUP).serving().waiting(null)).containsExactly(
                        new WaitingDeadLetters(GROUP, "bad", 2), new WaitingDeadLetters(GROUP, "worse", 3)));
                assertThat(one.host.hosted(GROUP).serving().waiting("bad"))
                        .containsExactly(new WaitingDeadLetters(GROUP, "bad", 2));
                assertThat(one.host.hosted(GROUP).serving().waiting("good")).isEmpty();
            }
            projection.poisoned = false;
            process.deadLetters.retry(GROUP, "bad");
            await().untilAsserted(() -> assertThat(other.host.hosted(GROUP).serving().waiting("bad")).isEmpty());
        }
    }

    @Test
    void foldsOnInOrderWhenRetried() {
        projection.poisoned = true;
        try (Process process = start()) {
            log.append(new Counted("bad", 1), new Poison("bad"), new Counted("bad", 2), new Counted("bad", 3));
            process.settle(projection);
            DeadLetterSequence before = only(process);
            assertThat(process.deadLetters.retry(GROUP, "bad")).isTrue();
            await().until(() -> only(process).triedAt().isAfter(before.triedAt()));
            assertThat(only(process).state()).isEqualTo(DeadLetterSequence.State.FAILED);
            assertThat(only(process).since()).isEqualTo(before.since());
            assertThat(numbers(process, "bad")).containsExactly(1);
            projection.poisoned = false;
            process.deadLetters.retry(GROUP, "bad");
            awaitNone(process);
            log.append(new Counted("bad", 4));
            process.settle(projection);
            assertThat(numbers(process, "bad")).containsExactly(1, 2, 3, 4);
            assertThat(process.statuses.all().getFirst().state()).isEqualTo(State.LIVE);
        }
        assertSameAsUntouched();
    }

    @Test
    void stopsAtTheNextEventThatFails() {
        projection.poisoned = true;
        try (Process process = start()) {
            log.append(new Poison("bad"), new Counted("bad", 1), new Poison("bad"), new Counted("bad", 2));
            process.settle(projection);
            assertThat(process.deadLetters.evict(GROUP, "bad", "a test event")).isTrue();
            await().until(() -> only(process).position() == 2);
            assertThat(numbers(process, "bad")).containsExactly(1);
            assertThat(only(process).letters()).isEqualTo(2);
            process.deadLetters.evict(GROUP, "bad", "another");
            awaitNone(process);
            assertThat(numbers(process, "bad")).containsExactly(1, 2);
            assertThat(process.givenUp.all(GROUP)).extracting(Decision::reason).containsExactly("a test event",
                    "another");
            assertThat(process.givenUp.all(GROUP)).extracting(Decision::position).containsExactly(0L, 2L);
        }
    }

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

    @Test
    void passesOverWhatWasGivenUpAlsoWhereItCouldBeFoldedNow() {
        projection.sealed = true;
        try (Process process = start()) {
            log.appendTo("shared", new Sealed("b", 3));
            process.settle(projection);
            process.deadLetters.evict(GROUP, "shared", "a test event");
            awaitNone(process);
        }
        projection.sealed = false;
        database.lose();
        try (Process again = start()) {
            log.append(new Counted("b", 4));
            again.settle(projection);
            assertThat(numbers(again, "b")).containsExactly(4);
        }
    }

    @Test
    void setsAsideTheEventsOfADocumentThatTheDatabaseRefuses() {
        database.refuseDocument("bad");
        try (Process process = start()) {
            log.append(new Counted("good", 1), new Counted("bad", 1), new Counted("bad", 2), new Counted("good", 2));
            process.settle(projection);
            log.append(new Counted("bad", 3), new Counted("good", 3));
            process.settle(projection);
            assertThat(numbers(process, "good")).containsExactly(1, 2, 3);
            assertThat(process.models.of(projection).find("bad")).isEmpty();
            assertThat(only(process).cause()).contains("The database refuses the document: error 10334");
            assertThat(only(process).letters()).isEqualTo(3);
            assertThat(process.statuses.all().getFirst().state()).isEqualTo(State.FAILING);
            process.deadLetters.retry(GROUP, "bad");
            await().until(() -> only(process).triedAt().isAfter(only(process).since()));
            database.refuseNothing();
            process.deadLetters.retry(GROUP, "bad");
            awaitNone(process);
        }
        assertSameAsUntouched();
    }

    @Test
    void setsAsideWhatWouldMakeADocumentTooLarge() {
        TallyProjection growing = new TallyProjection() {
            @Override
            public Tally fold(Tally tally, EventMessage<?> event) {
                Tally after = super.fold(tally, event);
                return after.numbers().getLast() == 99
                        ? new Tally(after.id(), after.numbers(), after.total(), after.totals(), after.kind(),
                                "x".repeat(17_000_000), after.changedAt(), 0)
                        : after;
            }
        };
        try (Process process = new Process(log, database, growing)) {
            log.append(new Counted("good", 1), new Counted("bad", 1));
            process.settle(growing);
            log.append(new Counted("bad", 99), new Counted("good", 2));
            process.settle(growing);
            assertThat(process.models.of(growing).find("good").orElseThrow().numbers()).containsExactly(1, 2);
            assertThat(process.models.of(growing).find("bad").orElseThrow().numbers()).containsExactly(1);
            assertThat(only(process).cause()).contains("The document would have 170");
            assertThat(only(process).position()).isEqualTo(2);
        }
    }

    @Test
    void givesUpForEveryGenerationAtOnce() {
        projection.poisoned = true;
        try (Process process = start()) {
            log.append(new Counted("bad", 1), new Poison("bad"), new Counted("bad", 2));
            process.settle(projection);
            Rebuild rebuild = process.rebuilds.start(GROUP, Promotion.MANUAL);
            await().until(() -> process.rebuilds.find(rebuild.rebuildId()).state() == RebuildState.AWAITING_PROMOTION);
            process.deadLetters.evict(GROUP, "bad", "a test event");
            awaitNone(process);
            process.rebuilds.promote(rebuild.rebuildId());
            awaitNone(process);
            await().until(() -> numbers(process, "bad").equals(List.of(1, 2)));
        }
    }

    @Test
    void knowsOnlyWhatThereIs() {
        try (Process process = start()) {
            assertThat(process.deadLetters.retry(GROUP, "nobody")).isFalse();
            assertThat(process.deadLetters.evict(GROUP, "nobody", "why not")).isFalse();
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
    void setsAsideWhatFollowsAnUnreadableEventInItsAggregate() {
        projection.sealed = true;
        try (Process process = start(4)) {
            log.append(new Counted("a", 1));
            log.appendTo("shared", new Counted("a", 2));
            log.appendTo("shared", new Sealed("b", 3));
            log.appendTo("shared", new Counted("a", 4));
            log.append(new Counted("b", 5), new Counted("a", 6));
            process.settle(projection);
            assertThat(numbers(process, "a")).containsExactly(1, 2, 6);
            assertThat(numbers(process, "b")).containsExactly(5);
            DeadLetterSequence dead = only(process);
            assertThat(dead.sequence()).isEqualTo("shared");
            assertThat(dead.type()).isEqualTo("Sealed");
            assertThat(dead.letters()).isEqualTo(2);
            projection.sealed = false;
            process.deadLetters.retry(GROUP, "shared");
            awaitNone(process);
            assertThat(numbers(process, "a")).containsExactly(1, 2, 6, 4);
            assertThat(numbers(process, "b")).containsExactly(5, 3);
            log.append(new Counted("b", 7));
            process.settle(projection);
            assertThat(numbers(process, "b")).containsExactly(5, 3, 7);
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

    @Test
    void beginsARebuildWithNothingSetAside() {
        projection.poisoned = true;
        try (Process process = start()) {
            log.append(new Counted("bad", 1), new Poison("bad"), new Counted("bad", 2));
            process.settle(projection);
            projection.poisoned = false;
            Rebuild rebuild = process.rebuilds.start(GROUP, Promotion.AUTO);
            // A serving document is held back, so that they differ: an operator has to say that the new ones are right.
            await().atMost(Duration.ofSeconds(20)).until(
                    () -> process.rebuilds.find(rebuild.rebuildId()).state() == RebuildState.AWAITING_PROMOTION);
            process.rebuilds.promote(rebuild.rebuildId());
            assertThat(numbers(process, "bad")).containsExactly(1, 2);
            assertThat(process.deadLetters.sequences(GROUP, null, 10)).isEmpty();
            // What the version before has set aside stays with it, for a rollback.
            assertThat(database.contents("dead_letters")).isNotEmpty()
                    .allSatisfy(
                            letter -> assertThat(letter.getString("generation").getValue()).isEqualTo("tallies_v1"));
        }
    }

    private void mixed() {
        for (int number = 0; number < 300; number++) {
            log.append(number % 60 == 7 && number < 200
                    ? new Poison("k" + number / 60 % 3)
                    : new Counted("k" + number % 13, number));
        }
    }

    private Process start() {
        return start(2);
    }

    private Process start(int segments) {
        return new Process("one", Process.limits(segments), log, database, projection);
    }

    private static DeadLetterSequence only(Process process) {
        List<DeadLetterSequence> all = process.deadLetters.sequences(GROUP, null, 10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static void awaitNone(Process process) {
        await().untilAsserted(() -> {
            assertThat(process.deadLetters.sequences(GROUP, null, 10)).isEmpty();
            assertThat(process.deadLetters.count(GROUP)).isZero();
        });
    }

    private List<Integer> numbers(Process process, String key) {
        return process.models.of(projection).find(key).orElseThrow().numbers();
    }

    /** Compares the documents with those that an undisturbed process makes of the same log. */
    private void assertSameAsUntouched() {
        try (Database other = new Database(); Process untouched = new Process(log, other, projection)) {
            untouched.settle(projection);
            assertThat(database.contents("tallies_v1")).isNotEmpty().isEqualTo(other.contents("tallies_v1"));
        }
    }
}
