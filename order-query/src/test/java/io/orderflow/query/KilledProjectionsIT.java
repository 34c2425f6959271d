package io.orderflow.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.query.CrashingBackend.Command;
import io.orderflow.query.CrashingBackend.Crash;
import io.orderflow.query.CrashingBackend.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Kills the read side in the middle of a batch, of a rebuild and of a swap. When it has been started again, its
 * documents must equal those of a process that reads the same events and is never touched, and nothing may be left over.
 * The number of rounds of each is {@code chaos.rounds}: 1, or 20 with {@code -Pchaos}. {@code chaos.seed} repeats a run:
 * the same commands are cut off in the same way.
 */
class KilledProjectionsIT {

    private static final Logger LOG = LoggerFactory.getLogger(KilledProjectionsIT.class);
    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 1);
    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
    private static final int BEFORE_THE_FIRST_ROUND = 4_000;
    private static final int EVENTS_AT_ONCE = 50;
    private static final int WRITES_OF_A_BATCH = 40;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Predicate<Command> FOLDING = command -> command.isWrite()
            && (command.collection().matches(".+_v[0-9]+") || command.collection().equals("projection_tokens"));

    private final Random random = new Random(SEED);
    private KilledReadSide scene;

    @TempDir
    Path directory;

    @BeforeEach
    void start() {
        scene = new KilledReadSide(directory, Business.of(SEED, 500 + 250 * ROUNDS));
        scene.publish(BEFORE_THE_FIRST_ROUND);
        scene.awaitReady();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void endsAsIfNothingHadHappened() throws Exception {
        scene.assertSameAsUntouched("in the beginning");
        for (int round = 1; round <= ROUNDS; round++) {
            String name = "round " + round + " of " + ROUNDS + ", seed " + SEED;
            killInABatch(name);
            killInARebuild(name);
            killInASwap(name);
        }
    }

    private void killInABatch(String round) {
        int skipped = random.nextInt(WRITES_OF_A_BATCH);
        Moment moment = anyOf(Moment.values());
        Crash blow = scene.raise(FOLDING, skipped, moment);
        while (!blow.isDone()) {
            scene.publish(EVENTS_AT_ONCE);
        }
        recover("%s: batch, killed %s write %d".formatted(round, moment, skipped + 1));
    }

    private void killInARebuild(String round) throws Exception {
        String projection = anyOf(scene.projections().toArray(String[]::new));
        String made = scene.nextCollection(projection);
        boolean comparing = random.nextInt(3) == 0;
        int skipped = random.nextInt(comparing ? 3 : scene.batchesOfARebuild() * 2);
        Moment moment = anyOf(Moment.values());
        Crash blow = scene.raise(comparing ? comparing(made) : filling(made), skipped, moment);
        scene.process().post("/projections/" + projection + "/rebuilds", "{}");
        scene.publish(EVENTS_AT_ONCE);
        assertThat(blow.await(LIMIT.toSeconds())).isTrue();
        recover("%s: rebuild of %s, killed %s %s %d".formatted(round, projection, moment,
                comparing ? "command of its comparison" : "write", skipped + 1));
        assertPromoted(projection, made);
    }

    private void killInASwap(String round) throws Exception {
        String projection = anyOf(scene.projections().toArray(String[]::new));
        String made = scene.nextCollection(projection);
        boolean manual = random.nextBoolean();
        int skipped = random.nextInt(2);
        Moment moment = anyOf(Moment.BEFORE, Moment.AFTER);
        // The first of these writes moves the pointer, the second notes it with the rebuild.
        Crash blow = scene.raise(command -> command.isWrite() && command.mentions("PROMOTED"), skipped, moment);
        scene.process().post("/projections/" + projection + "/rebuilds",
                "{\"promote\":\"%s\"}".formatted(manual ? "manual" : "auto"));
        scene.publish(EVENTS_AT_ONCE);
        if (manual) {
            await().atMost(LIMIT).until(() -> scene.pointer(projection).getDocument("rebuild").getString("state")
                    .getValue().equals("AWAITING_PROMOTION"));
            promote(projection);
        }
        assertThat(blow.await(LIMIT.toSeconds())).isTrue();
        scene.process().restart();
        if (manual && scene.isRebuilding(projection)) {
            promote(projection);
        }
        assertRecovered("%s: swap of %s, %s, killed %s %s".formatted(round, projection, manual ? "manual" : "auto",
                moment, skipped == 0 ? "the pointer" : "the note"));
        assertPromoted(projection, made);
    }

    private void promote(String projection) throws InterruptedException {
        String id = scene.pointer(projection).getDocument("rebuild").getString("id").getValue();
        scene.process().post("/rebuilds/" + id + "/promotion", "");
    }

    private void recover(String round) {
        scene.process().restart();
        assertRecovered(round);
    }

    private void assertRecovered(String round) {
        await(round).atMost(LIMIT).until(() -> scene.projections().stream().noneMatch(scene::isRebuilding));
        scene.assertSameAsUntouched(round);
        scene.assertNothingLeftOver(round);
        LOG.info("{}: {} documents equal those of the untouched run", round, scene.documents());
    }

    private void assertPromoted(String projection, String made) throws Exception {
        BsonDocument pointer = scene.pointer(projection);
        assertThat(pointer.getString("collection").getValue()).isEqualTo(made);
        JsonNode rebuild = scene.process()
                .get("/rebuilds/" + pointer.getDocument("ended").getString("id").getValue());
        assertThat(rebuild.path("state").asString()).isEqualTo("PROMOTED");
        JsonNode comparison = rebuild.path("comparison");
        assertThat(comparison.path("same").asLong()).as("%s", rebuild).isPositive();
        assertThat(List.of(comparison.path("changed").asLong(), comparison.path("added").asLong(),
                comparison.path("gone").asLong())).as("%s", rebuild).containsOnly(0L);
    }

    private static Predicate<Command> filling(String made) {
        return FOLDING.and(command -> command.collection().equals(made) || command.mentions(made));
    }

    /** From the write of the pointer with which it begins. */
    private static Predicate<Command> comparing(String made) {
        AtomicBoolean begun = new AtomicBoolean();
        return command -> {
            boolean begins = command.isWrite() && command.mentions("COMPARING");
            begun.compareAndSet(false, begins);
            return begins
                    || begun.get() && (command.collection().equals(made) || command.collection().equals("rebuilds"));
        };
    }

    @SafeVarargs
    private <T> T anyOf(T... choice) {
        return choice[random.nextInt(choice.length)];
    }
}
