package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.document.Database;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.Poison;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import io.orderflow.service.message.Page;
import io.orderflow.service.web.NotFound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RebuildTest {

    private final Log log = new Log();
    private final Database database = new Database();
    private final TallyProjection projection = new TallyProjection();
    private Process process;

    @BeforeEach
    void start() {
        process = new Process(log, database, projection);
        append(0, 100);
        log.append(new Poison("k1"));
        process.settle(projection);
    }

    @AfterEach
    void stop() {
        projection.gate.countDown();
        process.close();
        log.close();
        database.close();
    }

    @Test
    void createsTheDeclaredIndexesOnceInEveryCollection() {
        List<BsonDocument> declared = List.of(BsonDocument.parse("{kind: 1, changedAt: -1}"));
        assertThat(database.indexes("tallies_v1")).isEqualTo(declared);
        process.close();
        process = new Process(log, database, projection);
        process.settle(projection);
        assertThat(database.indexes("tallies_v1")).isEqualTo(declared);
        awaitEnd(process.rebuilds.start("tallies", Promotion.AUTO));
        assertThat(database.indexes("tallies_v2")).isEqualTo(declared);
    }

    @Test
    void servesTheSameDocumentsFromANewCollection() {
        List<BsonDocument> before = database.contents("tallies_v1");
        Rebuild rebuild = process.rebuilds.start("tallies", Promotion.AUTO);
        assertThat(rebuild.state()).isEqualTo(RebuildState.RUNNING);
        Rebuild ended = awaitEnd(rebuild);
        assertThat(ended.state()).isEqualTo(RebuildState.PROMOTED);
        assertThat(ended.position()).isEqualTo(100);
        assertThat(ended.head()).isEqualTo(100);
        assertThat(ended.eventsRead()).isEqualTo(101);
        assertThat(ended.documentsWritten()).isGreaterThanOrEqualTo(before.size());
        assertThat(database.contents("tallies_v2")).isEqualTo(before);
        assertThat(process.statuses.all().getFirst().collection()).isEqualTo("tallies_v2");
        log.append(new Counted("k1", 7));
        process.settle(projection);
        assertThat(process.models.of(projection).find("k1").orElseThrow().numbers()).endsWith(7);
        awaitOnly("tallies_v1", "tallies_v2");
    }

    @Test
    void missesNoEventThatComesMeanwhile() {
        Thread writer = Thread.ofPlatform().start(() -> append(1_000, 600));
        for (int round = 0; round < 3; round++) {
            assertThat(awaitEnd(process.rebuilds.start("tallies", Promotion.AUTO)).state())
                    .isEqualTo(RebuildState.PROMOTED);
        }
        await().until(() -> !writer.isAlive());
        process.settle(projection);
        try (Database other = new Database(); Process untouched = new Process(log, other, projection)) {
            untouched.settle(projection);
            assertThat(database.contents("tallies_v4")).isEqualTo(other.contents("tallies_v1"));
        }
        awaitOnly("tallies_v3", "tallies_v4");
    }

    @Test
    void servesTheOldCollectionUntilTheNewOneIsWhole() {
        Rebuild rebuild = startHeldUp();
        log.append(new Counted("k2", 4_711));
        process.settle(projection);
        assertThat(process.models.of(projection).find("k2").orElseThrow().numbers()).endsWith(4_711);
        assertThat(process.statuses.all().getFirst().state()).isEqualTo(ProjectionStatus.State.REBUILDING);
        assertThat(process.rebuilds.find(rebuild.rebuildId()).state()).isEqualTo(RebuildState.RUNNING);
        projection.gate.countDown();
        assertThat(awaitEnd(rebuild).state()).isEqualTo(RebuildState.PROMOTED);
        assertThat(process.models.of(projection).find("k2").orElseThrow().numbers()).endsWith(4_711);
    }

    @Test
    void refusesASecondRebuildOfTheSameProjection() {
        Rebuild rebuild = startHeldUp();
        assertThatThrownBy(() -> process.rebuilds.start("tallies", Promotion.AUTO))
                .isInstanceOf(RebuildRunning.class)
                .hasMessageContaining("DELETE /rebuilds/" + rebuild.rebuildId());
        projection.gate.countDown();
        awaitEnd(rebuild);
        assertThat(awaitEnd(process.rebuilds.start("tallies", Promotion.AUTO)).state())
                .isEqualTo(RebuildState.PROMOTED);
    }

    @Test
    void areListedFromTheNewestOn() {
        List<String> begun = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            begun.addFirst(awaitEnd(process.rebuilds.start("tallies", Promotion.AUTO)).rebuildId());
        }
        Page<Rebuild> first = process.rebuilds.list(null, null, null, 2);
        assertThat(first.items()).extracting(Rebuild::rebuildId).isEqualTo(begun.subList(0, 2));
        Page<Rebuild> second = process.rebuilds.list("tallies", RebuildState.PROMOTED, first.next(), 2);
        assertThat(second.items()).extracting(Rebuild::rebuildId).isEqualTo(begun.subList(2, 3));
        assertThat(second.next()).isNull();
        assertThat(process.rebuilds.list("nothing", null, null, 2).items()).isEmpty();
        assertThat(process.rebuilds.list(null, RebuildState.FAILED, null, 2).items()).isEmpty();
    }

    @Test
    void areForgottenButForTheLastFew() {
        List<String> begun = IntStream.range(0, 5)
                .mapToObj(time -> process.rebuilds
                        .cancel(process.rebuilds.start("tallies", Promotion.MANUAL).rebuildId()).rebuildId())
                .toList();
        assertThat(process.rebuilds.list(null, null, null, 10).items()).extracting(Rebuild::rebuildId)
                .containsExactly(begun.get(4), begun.get(3), begun.get(2));
        assertThat(process.rebuilds.find(begun.get(2)).state()).isEqualTo(RebuildState.CANCELLED);
        assertThatThrownBy(() -> process.rebuilds.find(begun.get(1))).isInstanceOf(NotFound.class);
    }

    @Test
    void leavesNothingBehindWhenCancelled() {
        Rebuild rebuild = startHeldUp();
        Rebuild cancelled = process.rebuilds.cancel(rebuild.rebuildId());
        assertThat(cancelled.state()).isEqualTo(RebuildState.CANCELLED);
        projection.gate.countDown();
        assertThat(process.rebuilds.cancel(rebuild.rebuildId())).isEqualTo(cancelled);
        awaitOnly("tallies_v1");
        Rebuild next = awaitEnd(process.rebuilds.start("tallies", Promotion.AUTO));
        assertThat(next.state()).isEqualTo(RebuildState.PROMOTED);
        assertThat(next.collection()).isEqualTo("tallies_v3");
        assertThatThrownBy(() -> process.rebuilds.cancel(next.rebuildId())).isInstanceOf(RebuildWrongState.class);
    }

    @Test
    void goesOnAfterAKill() {
        Rebuild rebuild = startHeldUp();
        await().until(() -> !database.contents("tallies_v2").isEmpty());
        process.kill();
        projection.gate.countDown();
        process.close();
        var untouched = database.contents("tallies_v1");
        process = new Process(log, database, projection);
        assertThat(awaitEnd(rebuild).state()).isEqualTo(RebuildState.PROMOTED);
        assertThat(database.contents("tallies_v2")).isEqualTo(untouched);
        awaitOnly("tallies_v1", "tallies_v2");
    }

    @Test
    void notesTheEndOfARebuildThatAKillKeptFromBeingNoted() {
        Rebuild rebuild = awaitEnd(process.rebuilds.start("tallies", Promotion.AUTO));
        process.close();
        database.replaceContents("rebuilds", List.of(asIfRunning(database.contents("rebuilds").getFirst())));
        process = new Process(log, database, projection);
        assertThat(process.rebuilds.find(rebuild.rebuildId()).state()).isEqualTo(RebuildState.PROMOTED);
    }

    @Test
    void failsWhereAnEventCannotBeFolded() {
        projection.poisoned = true;
        Rebuild failed = awaitEnd(process.rebuilds.start("tallies", Promotion.AUTO));
        assertThat(failed.state()).isEqualTo(RebuildState.FAILED);
        assertThat(failed.error()).contains("Poison at position 100");
        projection.poisoned = false;
        assertThat(process.models.of(projection).find("k1")).isPresent();
        awaitOnly("tallies_v1");
    }

    @Test
    void knowsOnlyWhatThereIs() {
        assertThatThrownBy(() -> process.rebuilds.start("nothing", Promotion.AUTO)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> process.rebuilds.find("nothing")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> process.rebuilds.cancel("nothing")).isInstanceOf(NotFound.class);
    }

    @Test
    void isFollowedByOtherProcessesOfTheService() {
        TallyProjection sameElsewhere = new TallyProjection();
        try (Process other = new Process("two", Process.LIMITS, log, database, sameElsewhere)) {
            awaitEnd(other.rebuilds.start("tallies", Promotion.AUTO));
            await().until(() -> process.statuses.all().getFirst().collection().equals("tallies_v2"));
            await().until(() -> other.statuses.all().getFirst().collection().equals("tallies_v2"));
            log.append(new Counted("k1", 7));
            process.settle(projection);
            other.settle(sameElsewhere);
            assertThat(other.models.of(sameElsewhere).find("k1").orElseThrow().numbers()).endsWith(7);
            awaitOnly("tallies_v1", "tallies_v2");
        }
    }

    /** A rebuild that cannot get past {@link Poison} before the gate is opened. */
    private Rebuild startHeldUp() {
        projection.gate = new CountDownLatch(1);
        return process.rebuilds.start("tallies", Promotion.AUTO);
    }

    private Rebuild awaitEnd(Rebuild rebuild) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> Optional.of(
                process.rebuilds.find(rebuild.rebuildId())).filter(Rebuild::isEnded),
                Optional::isPresent).orElseThrow();
    }

    private void awaitOnly(String... expected) {
        await().untilAsserted(() -> {
            assertThat(database.collections())
                    .filteredOn(name -> name.startsWith("tallies"))
                    .containsExactlyInAnyOrder(expected);
            assertThat(database.contents("projection_tokens"))
                    .extracting(token -> token.getString("processorName").getValue())
                    .containsOnly(expected);
            assertThat(database.contents("projection_pointers").getFirst().getArray("retired")).isEmpty();
        });
    }

    private void append(int first, int events) {
        IntStream.range(first, first + events).forEach(number -> log.append(new Counted("k" + number % 13, number)));
    }

    private static BsonDocument asIfRunning(BsonDocument rebuild) {
        BsonDocument running = rebuild.clone();
        running.put("state", new BsonString("RUNNING"));
        running.remove("endedAt");
        return running;
    }
}
