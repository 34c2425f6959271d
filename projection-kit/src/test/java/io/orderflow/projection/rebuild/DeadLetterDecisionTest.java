package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.ProjectionStatus.State;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.Poison;
import io.orderflow.projection.rebuild.Tally.Sealed;
import io.orderflow.service.deadletter.DeadLetterDecisions.Decision;
import io.orderflow.service.deadletter.DeadLetterSequence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator decides of dead letters: a retry, or that they are given up. */
class DeadLetterDecisionTest extends DeadLetterFixture {

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
}
