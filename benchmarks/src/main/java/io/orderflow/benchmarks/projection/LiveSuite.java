package io.orderflow.benchmarks.projection;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Latencies;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.Rounds;
import io.orderflow.benchmarks.server.Client;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Orders come at a steady rate and go through all their steps, and the projection follows. The time of an operation is
 * that from the confirmation of a transaction until its documents can be read.
 */
final class LiveSuite implements Suite {

    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private final String name;
    private final String unit;
    private final int ticksPerSecond;
    private final int ordersPerTick;
    private final int weight;
    private final DeliveredOrders lives = new DeliveredOrders();
    private int next;

    /**
     * @param ticksPerSecond how often orders come in a second; with each tick the earlier orders take their next step
     * @param weight         the units that the orders of one tick count for
     */
    LiveSuite(String name, String unit, int ticksPerSecond, int ordersPerTick, int weight) {
        this.name = name;
        this.unit = unit;
        this.ticksPerSecond = ticksPerSecond;
        this.ordersPerTick = ordersPerTick;
        this.weight = weight;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String group() {
        return ProjectionSuites.GROUP;
    }

    @Override
    public List<String> figures() {
        return List.of(name);
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        try (OrdersModel model = OrdersModel.start(Files.createTempDirectory(request.work(), "live-"));
                ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor()) {
            round(model, watchers, WARM_UP);
            Rounds rounds = new Rounds();
            for (int i = 0; i < request.plan().rounds(); i++) {
                rounds.add(round(model, watchers, ROUND));
            }
            results.accept(rounds.figure(name, unit));
        }
    }

    private Round round(OrdersModel model, Executor watchers, Duration time) throws InterruptedException {
        int ticks = (int) (time.toSeconds() * ticksPerSecond);
        long interval = TimeUnit.SECONDS.toNanos(1) / ticksPerSecond;
        Latencies latencies = new Latencies();
        List<CompletableFuture<Void>> visible = new ArrayList<>();
        long began = System.nanoTime();
        for (int tick = 0; tick < ticks; tick++) {
            awaitNanos(began + tick * interval);
            int now = next++;
            visible.add(model.client().events().appendEvents(stepsAt(now)).thenRunAsync(() -> {
                long confirmed = System.nanoTime();
                awaitVisible(model, now);
                synchronized (latencies) {
                    latencies.record(System.nanoTime() - confirmed);
                }
            }, watchers));
        }
        for (CompletableFuture<Void> one : visible) {
            Client.await(one);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return Round.of((long) ticks * weight, took, latencies.nanos());
    }

    private static void awaitNanos(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Returns the first step of new orders, and the next step of the earlier ones. */
    private Event[] stepsAt(int tick) {
        return IntStream.range(0, Math.min(tick + 1, DeliveredOrders.STEPS))
                .boxed()
                .flatMap(step -> IntStream.range(0, ordersPerTick)
                        .mapToObj(i -> lives.event((tick - step) * ordersPerTick + i, step)))
                .toArray(Event[]::new);
    }

    private void awaitVisible(OrdersModel model, int tick) {
        try {
            model.awaitPosition(Client.await(model.client().events().getLastToken()));
            model.orders()
                    .find(DeliveredOrders.order((tick + 1) * ordersPerTick - 1).value())
                    .orElseThrow(() -> new IllegalStateException("An order is not to be seen"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
