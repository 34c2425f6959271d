package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.measure.Round;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that never pause: each offers its next order as soon as it has the answer to the one before, whether that was
 * an acceptance or a refusal. Only a client that has lost its connection waits, for a second. Thread-safe.
 */
final class Overload implements AutoCloseable {

    private static final int CLIENTS = 512;
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(1);
    private static final Duration RECONNECT_INTERVAL = Duration.ofSeconds(1);

    private final Shop shop;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong lostConnections = new AtomicLong();
    private volatile boolean ended;

    private Overload(Shop shop) {
        this.shop = shop;
    }

    static Overload start(Shop shop) {
        Overload overload = new Overload(shop);
        for (int client = 0; client < CLIENTS; client++) {
            overload.clients.add(overload.threads.submit(overload::offerOrders));
        }
        return overload;
    }

    /**
     * Runs one round. Its figure is the number of accepted orders a second; the time of one order is the mean between
     * two acceptances that one client gets.
     *
     * @throws IllegalStateException where an order is neither accepted nor refused for now
     */
    static Round run(Duration time, Shop shop) {
        long began = System.nanoTime();
        Overload overload = start(shop);
        try (overload) {
            LockSupport.parkNanos(time.toNanos());
        }
        if (overload.lostConnections.get() > 0) {
            throw new IllegalStateException(overload.lostConnections + " connections were lost");
        }
        double perSecond = overload.accepted.get() * 1e9 / (System.nanoTime() - began);
        double meanMillis = CLIENTS / perSecond * 1000;
        return new Round(perSecond, meanMillis, meanMillis);
    }

    private void offerOrders() {
        while (!ended) {
            try {
                if (shop.offerOrder()) {
                    accepted.incrementAndGet();
                }
            } catch (UncheckedIOException lost) {
                lostConnections.incrementAndGet();
                LockSupport.parkNanos(RECONNECT_INTERVAL.toNanos());
            }
        }
    }

    /** Waits until each client has lost its connection to a platform that was killed. */
    void awaitAllDisconnected() {
        while (lostConnections.get() < CLIENTS) {
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    long accepted() {
        return accepted.get();
    }

    /** Ends the clients once each has its answer. */
    @Override
    public void close() {
        ended = true;
        threads.close();
        for (Future<?> client : clients) {
            if (client.state() == Future.State.FAILED) {
                throw new IllegalStateException("An order was neither accepted nor refused for now",
                        client.exceptionNow());
            }
        }
    }
}
