package io.orderflow.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Samples the resident memory of a process, on systems with Linux's {@code /proc}. Thread-safe. */
public final class Memory implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final String PEAK = "VmHWM:";
    private static final String NOW = "VmRSS:";
    private static final double KIB_PER_MIB = 1024;

    private final Path status;
    private final List<Double> samples = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("memory-watch").daemon().factory());

    private Memory(Path status) {
        this.status = status;
    }

    public static Memory watch(long pid) {
        Memory memory = new Memory(Path.of("/proc", String.valueOf(pid), "status"));
        memory.timer.scheduleAtFixedRate(() -> memory.mebibytes(NOW).ifPresent(memory.samples::add), 0,
                INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return memory;
    }

    private OptionalDouble mebibytes(String field) {
        try {
            return Files.readAllLines(status)
                    .stream()
                    .filter(line -> line.startsWith(field))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
                    .findFirst();
        } catch (IOException unknown) {
            return OptionalDouble.empty();
        }
    }

    /** Returns the maximum of all samples, with their median and their 99th percentile. */
    public Optional<Figure> figure(String name) {
        List<Double> sorted;
        synchronized (samples) {
            sorted = samples.stream().sorted().toList();
        }
        OptionalDouble peak = mebibytes(PEAK);
        if (peak.isEmpty() || sorted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Figure(name, peak.getAsDouble(), "MiB", sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100)));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
