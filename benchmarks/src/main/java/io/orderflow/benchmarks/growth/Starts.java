package io.orderflow.benchmarks.growth;

import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Memory;
import io.orderflow.benchmarks.measure.Rounds;
import io.orderflow.benchmarks.order.Http;
import io.orderflow.benchmarks.order.PlatformUnderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Measures the time from the start of the platform's process until it reports that it is ready. Three cases take turns:
 * an empty folder, a filled folder after a stop, and the filled folder after a kill while orders were placed.
 */
final class Starts {

    private static final int ORDERS_PER_SECOND = 50;
    private static final Duration BEFORE_THE_KILL = Duration.ofSeconds(5);
    /** The time in which the platform finishes the work that a start leaves behind. */
    private static final Duration CALM = Duration.ofSeconds(10);

    private final Path filled;
    private final Path work;
    private final Rounds empty = new Rounds();
    private final Rounds stopped = new Rounds();
    private final Rounds killed = new Rounds();

    Starts(Path filled, Path work) {
        this.filled = filled;
        this.work = work;
    }

    /** Measures the rounds. No order of the folder is under way before it, nor after it. */
    void measure(String name, int rounds, Consumer<Figure> results) throws IOException, InterruptedException {
        for (int i = 0; i < rounds; i++) {
            start(Files.createTempDirectory(work, "empty-"), empty).close();
            try (PlatformUnderLoad platform = start(filled, stopped);
                    Memory memory = Memory.watch(platform.pid())) {
                LockSupport.parkNanos(CALM.toNanos());
                if (i == rounds - 1) {
                    memory.figure(name + ".memory.started").ifPresent(results);
                }
                killUnderLoad(platform);
            }
            PlatformUnderLoad again = start(filled, killed);
            LockSupport.parkNanos(CALM.toNanos());
            again.close();
        }
        results.accept(empty.figure(name + ".start.empty", "s"));
        results.accept(stopped.figure(name + ".start.stopped", "s"));
        results.accept(stopped.ratio(name + ".start.stopped.to-empty", empty));
        results.accept(killed.figure(name + ".start.killed", "s"));
        results.accept(killed.ratio(name + ".start.killed.to-empty", empty));
    }

    private static PlatformUnderLoad start(Path data, Rounds rounds) throws IOException {
        long began = System.nanoTime();
        PlatformUnderLoad platform = PlatformUnderLoad.start(data);
        rounds.add(TimedRounds.round(System.nanoTime() - began));
        return platform;
    }

    /** Kills the platform while it places orders. The next start carries on the orders that are under way. */
    private static void killUnderLoad(PlatformUnderLoad platform) throws InterruptedException {
        try (Http http = new Http(platform.port())) {
            LiveOrders orders = new LiveOrders(http);
            Thread killer = Thread.ofPlatform().start(() -> {
                LockSupport.parkNanos(BEFORE_THE_KILL.toNanos());
                platform.kill();
            });
            try {
                orders.round(ORDERS_PER_SECOND, BEFORE_THE_KILL.multipliedBy(2));
            } catch (IllegalStateException died) {
                System.err.println("killed while orders were placed");
            }
            killer.join();
        }
    }
}
