package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.Comparison.Difference;
import io.orderflow.projection.rebuild.Comparison.Field;
import io.orderflow.projection.rebuild.Comparison.Kind;
import io.orderflow.projection.rebuild.ProjectionStatus.State;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import io.orderflow.service.web.NotFound;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromotionTest {

    private final Scene scene = new Scene(new TallyProjection());

    @BeforeEach
    void fill() {
        scene.append(0, 100);
        scene.settle();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void followsTheComparisonAtOnceWhereItIsAutomatic() {
        Rebuild promoted = scene.awaitState(start(Promotion.AUTO), RebuildState.PROMOTED);
        assertThat(promoted.comparison()).isEqualTo(new Comparison(Scene.KEYS, 0, 0, 0, 0, List.of()));
        assertThat(scene.status().collection()).isEqualTo("tallies_v2");
    }

    @Test
    void isWaitedForWhereItIsManual() {
        String rebuild = start(Promotion.MANUAL);
        assertThat(scene.awaitState(rebuild, RebuildState.AWAITING_PROMOTION).comparison().same())
                .isEqualTo(Scene.KEYS);
        scene.log.append(new Counted("k1", 4_711));
        scene.settle();
        assertThat(scene.status().collection()).isEqualTo("tallies_v1");
        assertThat(scene.find("k1").numbers()).endsWith(4_711);

        Rebuild promoted = scene.process.rebuilds.promote(rebuild);
        assertThat(promoted.state()).isEqualTo(RebuildState.PROMOTED);
        assertThat(scene.status().collection()).isEqualTo("tallies_v2");
        scene.settle();
        assertThat(scene.find("k1").numbers()).endsWith(4_711);
        assertThat(scene.process.rebuilds.promote(rebuild)).isEqualTo(promoted);
    }

    @Test
    void isStillWaitedForAfterARestart() {
        String rebuild = start(Promotion.MANUAL);
        scene.awaitState(rebuild, RebuildState.AWAITING_PROMOTION);
        scene.restart(new TallyProjection());
        assertThat(scene.process.rebuilds.find(rebuild).state()).isEqualTo(RebuildState.AWAITING_PROMOTION);
        assertThat(scene.status().collection()).isEqualTo("tallies_v1");
        assertThat(scene.process.rebuilds.promote(rebuild).state()).isEqualTo(RebuildState.PROMOTED);
    }

    @Test
    void isRefusedInOtherStates() {
        String cancelled = start(Promotion.MANUAL);
        scene.awaitState(cancelled, RebuildState.AWAITING_PROMOTION);
        scene.process.rebuilds.cancel(cancelled);
        assertThatThrownBy(() -> scene.process.rebuilds.promote(cancelled)).isInstanceOf(RebuildWrongState.class);
        assertThatThrownBy(() -> scene.process.rebuilds.promote("nothing")).isInstanceOf(NotFound.class);
        assertThat(scene.status().collection()).isEqualTo("tallies_v1");
    }

    @Test
    void saysFirstWhatWouldChange() {
        List<BsonDocument> documents = scene.database.contents("tallies_v1");
        BsonDocument strange = documents.getFirst().clone();
        strange.put("_id", new BsonString("strange"));
        BsonDocument wrong = documents.get(1).clone();
        wrong.put("note", new BsonString("wrong"));
        wrong.remove("kind");
        BsonDocument wider = documents.get(2).clone();
        wider.put("position", new BsonInt64(99));
        List<BsonDocument> altered = new ArrayList<>(documents.subList(3, documents.size() - 1));
        altered.addAll(List.of(strange, wrong, wider, documents.getFirst()));
        scene.database.replaceContents("tallies_v1", altered);

        Comparison comparison = scene.awaitState(start(Promotion.MANUAL), RebuildState.AWAITING_PROMOTION)
                .comparison();
        assertThat(comparison).usingRecursiveComparison().ignoringFields("samples")
                .isEqualTo(new Comparison(Scene.KEYS - 2, 1, 1, 1, 0, List.of()));
        String changed = wrong.getString("_id").getValue();
        String added = documents.getLast().getString("_id").getValue();
        assertThat(comparison.samples()).containsExactlyInAnyOrder(
                new Difference("strange", Kind.GONE, List.of()), new Difference(added, Kind.ADDED, List.of()),
                new Difference(changed, Kind.CHANGED,
                        List.of(new Field("kind", null, "\"EVEN\""), new Field("note", "\"wrong\"", "\"again\""))));
    }

    @Test
    void isWaitedForWhereDocumentsOfOneRevisionDiffer() {
        List<BsonDocument> documents = scene.database.contents("tallies_v1");
        scene.database.replaceContents("tallies_v1", documents.subList(1, documents.size()));

        String rebuild = start(Promotion.AUTO);
        Rebuild waiting = scene.awaitState(rebuild, RebuildState.AWAITING_PROMOTION);
        assertThat(waiting.comparison().added()).isOne();
        assertThat(waiting.comparison().samples()).hasSize(1);
        assertThat(waiting.reason()).contains("0 changed, 1 added, 0 gone", "revision 1");
        assertThat(scene.status().state()).isEqualTo(State.AWAITING_PROMOTION);
        assertThat(scene.status().rebuildId()).isEqualTo(rebuild);
        assertThat(scene.status().collection()).isEqualTo("tallies_v1");
        RebuildsHealth health = new RebuildsHealth(scene.process.host);
        assertThat(health.health(true).getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health.health(true).getDetails()).containsEntry("tallies", "/rebuilds/" + rebuild);

        scene.process.rebuilds.promote(rebuild);
        assertThat(health.health(true).getStatus().getCode()).isEqualTo("UP");
        await().untilAsserted(() -> assertThat(scene.database.contents("tallies_v2")).isEqualTo(documents));
    }

    /** No fold brings the other one so far, so that nobody can tell whether the two differ. */
    @Test
    void isWaitedForWhereADocumentCannotBeCompared() {
        List<BsonDocument> documents = scene.database.contents("tallies_v1");
        BsonDocument beyond = documents.getFirst().clone();
        beyond.put("position", new BsonInt64(1_000_000));
        List<BsonDocument> altered = new ArrayList<>(documents.subList(1, documents.size()));
        altered.add(beyond);
        scene.database.replaceContents("tallies_v1", altered);

        Rebuild waiting = scene.awaitState(start(Promotion.AUTO), RebuildState.AWAITING_PROMOTION);
        assertThat(waiting.comparison()).isEqualTo(new Comparison(Scene.KEYS - 1, 0, 0, 0, 1, List.of()));
        assertThat(waiting.reason()).contains("1 that could not be compared");
        assertThat(scene.status().collection()).isEqualTo("tallies_v1");
    }

    @Test
    void isWaitedForWithoutAnAlarmWhereItIsManual() {
        scene.awaitState(start(Promotion.MANUAL), RebuildState.AWAITING_PROMOTION);
        assertThat(new RebuildsHealth(scene.process.host).health(true).getStatus().getCode()).isEqualTo("UP");
    }

    @Test
    void comparesDocumentsOfOnePositionWhileEventsComeIn() {
        AtomicInteger number = new AtomicInteger(1_000);
        try (ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor()) {
            // One document changes all the time, the others now and then.
            Future<?> writing = writer.scheduleAtFixedRate(() -> {
                scene.append(number.incrementAndGet(), 1);
                scene.log.append(new Counted("k1", number.get()), new Counted("k1", -number.get()));
            }, 0, 10, TimeUnit.MILLISECONDS);
            for (int round = 0; round < 3; round++) {
                Comparison comparison = scene.awaitState(start(Promotion.AUTO), RebuildState.PROMOTED).comparison();
                assertThat(comparison.changed() + comparison.added() + comparison.gone()).isZero();
                assertThat(comparison.same()).as(comparison.toString()).isEqualTo(Scene.KEYS);
            }
            writing.cancel(false);
        }
        scene.settle();
        await().untilAsserted(() -> assertThat(scene.database.contents("tallies_v3"))
                .isEqualTo(scene.database.contents("tallies_v4")));
    }

    @Test
    void canBeTakenBackUntilTheNextRebuild() {
        scene.awaitState(start(Promotion.AUTO), RebuildState.PROMOTED);
        scene.log.append(new Counted("k1", 4_711));
        scene.process.rebuilds.rollBack("tallies");
        assertThat(scene.status().collection()).isEqualTo("tallies_v1");
        scene.settle();
        assertThat(scene.find("k1").numbers()).endsWith(4_711);
        assertThatThrownBy(() -> scene.process.rebuilds.rollBack("tallies")).isInstanceOf(NothingToRollBack.class);

        scene.awaitState(start(Promotion.AUTO), RebuildState.PROMOTED);
        scene.awaitState(start(Promotion.MANUAL), RebuildState.AWAITING_PROMOTION);
        assertThatThrownBy(() -> scene.process.rebuilds.rollBack("tallies")).isInstanceOf(NothingToRollBack.class);
        assertThat(scene.status().collection()).isEqualTo("tallies_v3");
    }

    @Test
    void isToldByTheNumberOfTheGenerationThatServes() {
        assertThat(scene.process.host.hosted("tallies").serving().number()).isEqualTo(1);
        scene.awaitState(start(Promotion.AUTO), RebuildState.PROMOTED);
        assertThat(scene.process.host.hosted("tallies").serving().number()).isEqualTo(2);
        scene.restart(new TallyProjection());
        assertThat(scene.process.host.hosted("tallies").serving().number()).isEqualTo(2);
        scene.process.rebuilds.rollBack("tallies");
        assertThat(scene.process.host.hosted("tallies").serving().number()).isEqualTo(1);
    }

    @Test
    void canBeTakenBackAfterARestart() {
        scene.awaitState(start(Promotion.AUTO), RebuildState.PROMOTED);
        scene.restart(new TallyProjection());
        scene.log.append(new Counted("k1", 4_711));
        scene.process.rebuilds.rollBack("tallies");
        scene.settle();
        assertThat(scene.find("k1").numbers()).endsWith(4_711);
        await().untilAsserted(() -> assertThat(scene.database.collections())
                .filteredOn(name -> name.startsWith("tallies"))
                .containsExactly("tallies_v1"));
    }

    private String start(Promotion promotion) {
        return scene.process.rebuilds.start("tallies", promotion).rebuildId();
    }
}
