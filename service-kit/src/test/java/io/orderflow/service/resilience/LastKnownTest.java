package io.orderflow.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LastKnownTest {

    private final AtomicInteger world = new AtomicInteger();

    @Test
    void readsAnewForEachWhoAsks() {
        LastKnown<Integer> known = new LastKnown<>(world::incrementAndGet);

        assertThat(known.get()).contains(1);
        assertThat(known.get()).contains(2);
    }

    @Test
    void answersWithinASecondWhatItKnowsWhileTheReadingHangs() {
        CountDownLatch hanging = new CountDownLatch(1);
        LastKnown<Integer> known = new LastKnown<>(() -> {
            if (world.incrementAndGet() > 1) {
                await(hanging);
            }
            return world.get();
        });
        assertThat(known.get()).contains(1);

        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThat(known.get()).contains(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        }

        hanging.countDown();
        assertThat(known.get()).hasValueSatisfying(value -> assertThat(value).isGreaterThan(1));
    }

    @Test
    void saysThatItKnowsNothingWhereNothingWasEverRead() {
        LastKnown<Integer> known = new LastKnown<>(() -> {
            throw new IllegalStateException("away");
        });

        assertThat(known.get()).isEmpty();
    }

    /** A reading that began before a caller asked may lack a change that the caller has seen. */
    @Test
    void givesNobodyLessThanThereWasWhenHeAsked() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LastKnown<Integer> known = new LastKnown<>(() -> {
            int read = world.get();
            begun.countDown();
            await(goOn);
            return read;
        });
        Thread first = Thread.ofVirtual().start(known::get);
        begun.await();

        world.set(7);
        Thread.ofVirtual().start(goOn::countDown);

        assertThat(known.get()).contains(7);
        first.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
