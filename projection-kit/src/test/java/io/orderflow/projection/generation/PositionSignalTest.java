package io.orderflow.projection.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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

    @Test
    void looksRarelyWhileNothingMoves() {
        assertThat(signal.await(this::never, Duration.ofMillis(500))).isFalse();
        assertThat(looks).hasValueLessThan(10);
    }

    private CompletableFuture<Boolean> waiting(long goal) {
        return CompletableFuture.supplyAsync(() -> signal.await(() -> {
            looks.incrementAndGet();
            return position.get() >= goal;
        }, Duration.ofSeconds(20)));
    }

    private boolean never() {
        looks.incrementAndGet();
        return false;
    }
}
