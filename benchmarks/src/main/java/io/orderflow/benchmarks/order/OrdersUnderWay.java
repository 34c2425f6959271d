package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.measure.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/** Keeps a number of orders under way: it places one order for each that is confirmed. */
final class OrdersUnderWay {

    private static final int ON_THEIR_WAY = 256;
    private static final int PLACED_AT_ONCE = 16;
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(25);

    private OrdersUnderWay() {}

    /** Runs one round. The time of one order is the mean, by Little's law. */
    static Round run(Duration time, Shop shop) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        return carry(confirmed -> System.nanoTime() - end < 0, shop);
    }

    /** Runs one round, until so many orders are confirmed. */
    static Round run(long orders, Shop shop) throws InterruptedException {
        return carry(confirmed -> confirmed < orders, shop);
    }

    private static Round carry(LongPredicate goesOn, Shop shop) throws InterruptedException {
        long before = shop.counts().confirmed();
        long began = System.nanoTime();
        long confirmed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(PLACED_AT_ONCE)) {
            while (goesOn.test(confirmed)) {
                long missing = ON_THEIR_WAY - shop.onTheirWay();
                List<Future<?>> placed = new ArrayList<>();
                for (int i = 0; i < missing; i++) {
                    placed.add(threads.submit(shop::placeOrder));
                }
                for (Future<?> one : placed) {
                    one.get();
                }
                LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
                confirmed = shop.counts().confirmed() - before;
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("An order was not taken", failed.getCause());
        }
        double perSecond = confirmed * 1e9 / (System.nanoTime() - began);
        double meanMillis = ON_THEIR_WAY / perSecond * 1000;
        return new Round(perSecond, meanMillis, meanMillis);
    }
}
