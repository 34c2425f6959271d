package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.ConcurrentLoad;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Memory;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Puts all kinds of load on one platform, one after the other. Before the first one the platform carries orders for a
 * while. Between rounds every order is confirmed, and the platform rests.
 */
public final class OrderSuite implements Suite {

    private static final Duration BURST = Duration.ofSeconds(10);
    private static final int IN_FLIGHT = 64;
    private static final int CARRIED_PER_SECOND = 200;
    private static final Duration CARRYING = Duration.ofMinutes(2);
    private static final Duration SHORT_CARRYING = Duration.ofSeconds(20);
    /** The time after the last confirmation until the platform accepts a burst again (ADR 12). */
    static final Duration CALM = Duration.ofSeconds(15);
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
    private static final String CARRIED = "orders.carried";
    private static final String PROCESSOR = CARRIED + ".processor";
    private static final String MEMORY = "orders.memory";
    private static final String RESTART = "orders.restart";

    private static final List<Load> LOADS = List.of(
            new Load("orders.placed", "orders/s", (platform, shop) -> ConcurrentLoad.run(IN_FLIGHT, BURST, 1,
                    lane -> CompletableFuture.runAsync(shop::placeOrder, THREADS))),
            new Load("orders.acknowledged.500", "orders/s",
                    (platform, shop) -> OpenLoop.run(500, BURST, shop::placeOrder)),
            new Load("orders.acknowledged.100", "orders/s",
                    (platform, shop) -> OpenLoop.run(CARRIED_PER_SECOND / 2, BURST,
                            shop::placeOrder)),
            new Load("orders.reserved", "reservations/s",
                    (platform, shop) -> Reservations.run(platform.addresses(), IN_FLIGHT, BURST)),
            new Load(CARRIED, "orders/s", (platform, shop) -> OrdersUnderWay.run(SHORT_CARRYING, shop)),
            new Load("orders.confirmed", "orders/s",
                    (platform, shop) -> ConfirmationRate.run(CARRIED_PER_SECOND, CARRYING, shop)),
            new Load("orders.overloaded", "orders/s", (platform, shop) -> Overload.run(CARRYING, shop)));

    private interface Action {
        Round round(PlatformUnderLoad platform, Shop shop) throws InterruptedException;
    }

    private record Load(String name, String unit, Action action) {}

    @Override
    public String name() {
        return group();
    }

    @Override
    public String group() {
        return "orders";
    }

    @Override
    public List<String> figures() {
        return Stream.concat(LOADS.stream().map(Load::name), Stream.of(RESTART)).toList();
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        Path data = Files.createTempDirectory(request.work(), "orders-");
        try (PlatformUnderLoad platform = PlatformUnderLoad.start(data, 0, ProcessorTime.SETTINGS);
                Memory memory = Memory.watch(platform.pid());
                Http http = new Http(platform.port())) {
            Shop shop = new Shop(http);
            shop.open();
            System.err.println("warming up: " + OrdersUnderWay.run(request.plan().firstWarmUp(), shop));
            shop.awaitConfirmed();
            LockSupport.parkNanos(CALM.toNanos());
            for (Load load : LOADS) {
                if (request.asksFor(load.name())) {
                    measure(load, request.plan().rounds(), platform, shop, results);
                }
            }
            memory.figure(MEMORY).ifPresent(results);
            if (request.asksFor(RESTART)) {
                results.accept(restart(new Restart(data, platform, shop), request.plan().rounds(), shop));
            }
        }
    }

    private static Figure restart(Restart restart, int count, Shop shop) throws IOException {
        Rounds rounds = new Rounds();
        for (int i = 0; i < count; i++) {
            rounds.add(restart.run());
            shop.awaitConfirmed();
        }
        restart.close();
        return rounds.figure(RESTART, "s");
    }

    private static void measure(Load load, int count, PlatformUnderLoad platform, Shop shop, Consumer<Figure> results)
            throws InterruptedException {
        ProcessorTime time = new ProcessorTime(platform.pid());
        Rounds rounds = new Rounds();
        Rounds costs = new Rounds();
        for (int i = 0; i < count; i++) {
            Duration used = time.used();
            long confirmed = shop.counts().confirmed();
            Round round = load.action().round(platform, shop);
            rounds.add(round);
            long ended = System.nanoTime();
            long left = shop.awaitConfirmed();
            if (load.name().equals(CARRIED)) {
                double millis = time.used().minus(used).toNanos() / 1e6 / (shop.counts().confirmed() - confirmed);
                costs.add(new Round(millis, millis, millis));
            }
            System.err.printf("%s: %s; %d orders were left, and confirmed %.1f s later; %d refusals so far%n",
                    load.name(), round, left, (System.nanoTime() - ended) / 1e9, shop.refusals());
            LockSupport.parkNanos(CALM.toNanos());
        }
        results.accept(rounds.figure(load.name(), load.unit()));
        if (load.name().equals(CARRIED)) {
            results.accept(costs.figure(PROCESSOR, "ms"));
        }
    }
}
