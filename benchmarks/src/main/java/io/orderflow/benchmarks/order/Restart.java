package io.orderflow.benchmarks.order;

import io.orderflow.benchmarks.measure.Round;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills the platform under clients that never pause, and starts it again on its port and folder. One operation is the
 * time from the start of the new process to the first order that it accepts, while all clients go on.
 */
final class Restart {

    private static final Duration BEFORE_THE_KILL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);

    private final Path data;
    private final Shop shop;
    private PlatformUnderLoad platform;

    /** @param platform runs on the folder, and ends with the first round */
    Restart(Path data, PlatformUnderLoad platform, Shop shop) {
        this.data = data;
        this.platform = platform;
        this.shop = shop;
    }

    /** Runs one round. Its platform goes on until the next round, or until the measurement is closed. */
    Round run() throws IOException {
        try (Overload overload = Overload.start(shop)) {
            LockSupport.parkNanos(BEFORE_THE_KILL.toNanos());
            platform.kill();
            overload.awaitAllDisconnected();
            long acceptedBefore = overload.accepted();
            long began = System.nanoTime();
            platform = PlatformUnderLoad.start(data, platform.port(), Map.of());
            System.err.printf("ready again after %.1f s%n", (System.nanoTime() - began) / 1e9);
            while (overload.accepted() == acceptedBefore) {
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw new IllegalStateException("No order was accepted within " + PATIENCE);
                }
                LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Round(seconds, seconds * 1000, seconds * 1000);
        }
    }

    void close() {
        platform.close();
    }
}
