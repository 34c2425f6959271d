package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.engine.WaitingDeadLetters;
import io.orderflow.projection.rebuild.ProjectionStatus.State;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.Poison;
import io.orderflow.projection.rebuild.Tally.Sealed;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import io.orderflow.service.deadletter.DeadLetterSequence;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.junit.jupiter.api.Test;

/** Which events are set aside, and whom they hold up. */
class DeadLetterTest extends DeadLetterFixture {

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
}
