package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.measure.Latencies;
import io.orderflow.benchmarks.measure.Round;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Places orders at a fixed rate and watches how many are confirmed, as the read model of sales shows it. The n-th
 * order's time counts from its scheduled placing until n orders are seen confirmed. Few orders overtake each other.
 */
final class ConfirmationRate {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private ConfirmationRate() {}

    /**
     * Runs one round until every order is confirmed. Its figure is the number of orders confirmed a second since the
     * first was placed.
     */
    static Round run(int perSecond, Duration time, Shop shop) throws InterruptedException {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long before = shop.counts().confirmed();
        long began = System.nanoTime();
        Thread placing = Thread.ofPlatform().start(() -> {
            try {
                System.err.println("acknowledged: " + OpenLoop.run(perSecond, time, shop::placeOrder));
            } catch (IllegalStateException | InterruptedException failed) {
                failure.set(failed);
            }
        });
        long orders = perSecond * time.toSeconds();
        Latencies latencies = new Latencies();
        long seen = 0;
        while (seen < orders) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            long confirmed = shop.counts().confirmed() - before;
            long now = System.nanoTime();
            for (; seen < confirmed; seen++) {
                latencies.record(now - began - seen * TimeUnit.SECONDS.toNanos(1) / perSecond);
            }
            if (failure.get() != null || now - began > time.plus(PATIENCE).toNanos()) {
                throw new IllegalStateException(confirmed + " of " + orders + " were confirmed", failure.get());
            }
        }
        placing.join();
        return Round.of(orders, Duration.ofNanos(System.nanoTime() - began), latencies.nanos());
    }
}
