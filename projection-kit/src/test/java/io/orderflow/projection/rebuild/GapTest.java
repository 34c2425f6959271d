package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.api.Events;
import io.orderflow.projection.engine.Promotion;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that get lost between the log and the projection, and what would lose them. */
class GapTest {

    private final Scene scene = new Scene(new TallyProjection());

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void isNoticedAndReadAgainByTheEventProcessor() {
        scene.append(0, 20);
        scene.settle();
        scene.log.loseOnce(22);
        scene.append(20, 20);
        awaitWhole(40);
        assertThat(scene.status().gaps()).isPositive();
    }

    @Test
    void isNoticedWhereItIsTheFirstEventOfTheLog() {
        scene.log.loseOnce(0);
        scene.append(0, 20);
        awaitWhole(20);
        assertThat(scene.status().gaps()).isPositive();
    }

    @Test
    void isNoticedAndReadAgainByAReplay() {
        scene.append(0, 200);
        scene.settle();
        // A process that has read the events as they came in still has them in memory, and replays them from there.
        scene.restart(new TallyProjection());
        scene.log.loseOnce(117);
        scene.awaitState(scene.process.rebuilds.start("tallies", Promotion.AUTO).rebuildId(), RebuildState.PROMOTED);
        awaitWhole(200);
        assertThat(scene.status().gaps()).isPositive();
    }

    /** On more than one thread, a coordinator takes events off its stream twice at once, as events come in. */
    @Test
    void isNotMadeByTwoThreadsThatUseOneStream() {
        int events = 1_000;
        for (int number = 0; number < events; number++) {
            scene.append(number, 1);
            LockSupport.parkNanos(number % 7 * 50_000L);
        }
        awaitWhole(events);
        assertThat(scene.log.sharedUses()).isZero();
        assertThat(scene.status().gaps()).isZero();
    }

    private void awaitWhole(int events) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(scene.status().position()).isEqualTo(events - 1L);
            for (int key = 0; key < Scene.KEYS; key++) {
                int own = key;
                List<Integer> numbers = IntStream.range(0, events)
                        .filter(number -> number % Scene.KEYS == own)
                        .boxed()
                        .toList();
                assertThat(scene.find("k" + key).numbers()).isEqualTo(numbers);
            }
        });
    }
}
