package io.orderflow.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PositionSignalTest {

    private final PositionSignal signal = new PositionSignal();
    private final AtomicLong position = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void doesNotWaitForWhatIsThere() {
        assertThat(signal.await(() -> true, Duration.ZERO)).isTrue();
    }

    @Test
    void givesUpWhenTimeIsUp() {
        assertThat(signal.await(() -> false, Duration.ofMillis(20))).isFalse();
    }

    @Test
    void wakesAllWhoWait() {
        CompletableFuture<Boolean> first = waiting(1);
        CompletableFuture<Boolean> second = waiting(2);
        await().until(() -> looks.get() >= 4);
        position.set(1);
        signal.moved();
        assertThat(first.join()).isTrue();
        assertThat(second).isNotDone();
        position.set(2);
        signal.moved();
        assertThat(second.join()).isTrue();
    }

    /** Without the recheck, which would make up for a wake-up that was missed. */
    @Test
    void missesNoMoveHoweverItMeetsTheWait() throws InterruptedException {
        for (int round = 0; round < 5_000; round++) {
            PositionSignal unaided = new PositionSignal(Duration.ofHours(1));
            AtomicLong moving = new AtomicLong();
            int spins = round % 50 * 20;
            Thread mover = Thread.ofPlatform().start(() -> {
                for (int spin = 0; spin < spins; spin++) {
                    Thread.onSpinWait();
                }
                moving.set(1);
                unaided.moved();
            });
            assertThat(unaided.await(() -> moving.get() == 1, Duration.ofSeconds(20))).as("round %d", round).isTrue();
            mover.join();
        }
    }

    /** As a condition does that asks a database which hangs. */
    @Test
    void letsThePositionMoveWhileAConditionTakesLong() throws InterruptedException {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> signal.await(() -> {
            if (looks.incrementAndGet() < 2) {
                return false;
            }
            looking.countDown();
            return awaitUninterrupted(answered);
        }, Duration.ofSeconds(20)), Thread::startVirtualThread);
        assertThat(looking.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> moved = CompletableFuture.runAsync(signal::moved, Thread::startVirtualThread);

        assertThat(moved).succeedsWithin(Duration.ofSeconds(5));
        answered.countDown();
        assertThat(waiting.join()).isTrue();
    }

    private static boolean awaitUninterrupted(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Test
    void looksRarelyWhileNothingMoves() {
        assertThat(signal.await(this::never, Duration.ofMillis(500))).isFalse();
        assertThat(looks).hasValueLessThan(10);
    }

    private CompletableFuture<Boolean> waiting(long goal) {
        return CompletableFuture.supplyAsync(() -> signal.await(() -> {
            looks.incrementAndGet();
            return position.get() >= goal;
        }, Duration.ofSeconds(20)), Thread::startVirtualThread);
    }

    private boolean never() {
        looks.incrementAndGet();
        return false;
    }
}
