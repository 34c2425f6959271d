package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.Poison;
import io.orderflow.projection.rebuild.Tally.Sealed;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import io.orderflow.service.message.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.axonframework.eventhandling.EventMessage;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevisionTest {

    private final TallyProjection first = new TallyProjection();
    private final Scene scene = new Scene(first);
    private final Revised second = new Revised(2);

    /** The same projection with a changed fold. */
    private static final class Revised implements Projection<Tally> {

        private final TallyProjection tallies = new TallyProjection();
        private final int revision;

        Revised(int revision) {
            this.revision = revision;
        }

        @Override
        public String name() {
            return tallies.name();
        }

        @Override
        public int revision() {
            return revision;
        }

        @Override
        public Class<Tally> documentType() {
            return Tally.class;
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return tallies.eventTypes();
        }

        @Override
        public String keyOf(EventMessage<?> event) {
            return tallies.keyOf(event);
        }

        @Override
        public @Nullable Tally fold(@Nullable Tally tally, EventMessage<?> event) {
            Tally folded = tallies.fold(tally, event);
            return folded == null
                    ? null
                    : new Tally(folded.id(), folded.numbers(), folded.total(), folded.totals(), folded.kind(),
                            "by revision " + revision, folded.changedAt(), 0);
        }
    }

    @BeforeEach
    void fill() {
        scene.append(0, 100);
        scene.log.append(new Poison("k1"));
        scene.settle();
    }

    @AfterEach
    void stop() {
        second.tallies.gate.countDown();
        scene.close();
    }

    @Test
    void leavesAProjectionAloneWhoseRevisionIsTheSame() {
        scene.restart(new TallyProjection());
        scene.settle();
        assertThat(scene.status().state()).isEqualTo(ProjectionStatus.State.LIVE);
        assertThat(scene.database.contents("rebuilds")).isEmpty();
    }

    @Test
    void rebuildsByItselfWhileTheOldDocumentsServe() {
        second.tallies.gate = new CountDownLatch(1);
        scene.restart(second);
        await().untilAsserted(() -> assertThat(scene.status().state()).isEqualTo(ProjectionStatus.State.REBUILDING));
        scene.log.append(new Counted("k2", 4_711));
        scene.settle();
        assertThat(scene.find("k2").numbers()).endsWith(4_711);
        assertThat(scene.find("k3").note()).isEqualTo("again");
        assertThat(scene.status().revision()).isEqualTo(1);

        second.tallies.gate.countDown();
        await().untilAsserted(() -> assertThat(scene.status().revision()).isEqualTo(2));
        assertThat(scene.status().collection()).isEqualTo("tallies_v2");
        assertThat(scene.find("k2").numbers()).endsWith(4_711);
        assertThat(scene.find("k3").note()).isEqualTo("by revision 2");
        Rebuild rebuild = scene.awaitState(onlyRebuild(), RebuildState.PROMOTED);
        assertThat(rebuild.revision()).isEqualTo(2);
        assertThat(rebuild.comparison().changed()).isGreaterThanOrEqualTo(Scene.KEYS - 1);
    }

    @Test
    void passesOverWhatWasGivenUpBefore() {
        TallyProjection first = new TallyProjection();
        first.sealed = true;
        second.tallies.sealed = true;
        scene.restart(first);
        scene.log.appendTo("shared", new Sealed("k2", 4_711));
        scene.log.append(new Counted("k3", 4_712));
        scene.settle();
        assertThat(scene.process.deadLetters.evict("tallies", "shared", "a test event")).isTrue();
        await().until(() -> scene.process.deadLetters.count("tallies") == 0);

        scene.restart(second);

        await().untilAsserted(() -> assertThat(scene.status().revision()).isEqualTo(2));
        assertThat(scene.find("k2").numbers()).doesNotContain(4_711);
        assertThat(scene.find("k3").numbers()).endsWith(4_712);
        assertThat(scene.process.deadLetters.count("tallies")).isZero();
        scene.restart(second);
        scene.settle();
        assertThat(scene.process.deadLetters.count("tallies")).isZero();
    }

    @Test
    void givesUpARebuildByARevisionThatIsOutOfDate() {
        second.tallies.gate = new CountDownLatch(1);
        scene.restart(second);
        await().untilAsserted(() -> assertThat(scene.status().state()).isEqualTo(ProjectionStatus.State.REBUILDING));
        String outdated = onlyRebuild();
        second.tallies.gate.countDown();
        scene.process.kill();
        scene.restart(new Revised(3));
        assertThat(scene.awaitState(outdated, RebuildState.CANCELLED).error()).contains("replaced by 3");
        await().untilAsserted(() -> assertThat(scene.status().revision()).isEqualTo(3));
        assertThat(scene.find("k3").note()).isEqualTo("by revision 3");
    }

    @Test
    void isNotUndoneByOlderCodeThatStillRuns() {
        try (Process older = new Process("older", Process.LIMITS, scene.log, scene.database, first)) {
            scene.restart(second);
            await().untilAsserted(() -> assertThat(older.statuses.of("tallies").revision()).isEqualTo(2));
            scene.process.close();
            scene.log.append(new Counted("k3", 4_711));
            assertThat(older.host.hosted("tallies").await(older.head(), Duration.ofMillis(500))).isFalse();
            assertThat(older.models.of(first).find("k3").orElseThrow().note()).isEqualTo("by revision 2");
        }
    }

    @Test
    void saysSoWhereTheOldDocumentsCannotBeRead() {
        List<BsonDocument> documents = scene.database.contents("tallies_v1");
        documents.forEach(document -> document.put("kind", new BsonString("NEITHER")));
        second.tallies.gate = new CountDownLatch(1);
        scene.process.close();
        scene.database.replaceContents("tallies_v1", documents);
        scene.restart(second);
        await().untilAsserted(() -> assertThat(scene.status().state()).isEqualTo(ProjectionStatus.State.REBUILDING));
        assertThatThrownBy(() -> scene.find("k2")).isInstanceOf(ProblemException.class)
                .hasMessageContaining("revision 1");
        second.tallies.gate.countDown();
        await().ignoreExceptionsInstanceOf(ProblemException.class)
                .untilAsserted(() -> assertThat(scene.find("k2").note()).isEqualTo("by revision 2"));
    }

    private String onlyRebuild() {
        return scene.database.contents("rebuilds").getFirst().getString("_id").getValue();
    }
}
