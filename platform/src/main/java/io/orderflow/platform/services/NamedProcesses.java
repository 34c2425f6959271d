package io.orderflow.platform.services;

import io.orderflow.platform.address.AddressFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Processes by their names, each with what starts it again. One thread launches them; any thread may restart, supervise
 * and stop them.
 */
final class NamedProcesses {

    private final ProcessLogs logs;
    private final Map<String, ProcessBuilder> builders = new LinkedHashMap<>();
    private final Map<String, Process> processes = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    NamedProcesses(ProcessLogs logs) {
        this.logs = logs;
    }

    void launch(String name, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = logs.process(name, command);
        builder.environment().putAll(environment);
        builders.put(name, builder);
        restart(name);
    }

    /** Returns when what was launched is ready; throws where it ends before. */
    void await(String name, BooleanSupplier ready) {
        Probes.await(name, () -> processes.get(name).isAlive(), ready, logs.folder());
    }

    /** The names of all processes, in the order in which they were launched. */
    List<String> names() {
        return List.copyOf(builders.keySet());
    }

    /** The process of this name, running or ended. */
    ProcessHandle process(String name) {
        return processes.get(name).toHandle();
    }

    /** Starts the process of this name, which has ended, as it was started before. Returns at once. */
    synchronized void restart(String name) {
        if (isStopping()) {
            throw new IllegalStateException("The services are being stopped");
        }
        try {
            processes.put(name, builders.get(name).start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    /**
     * Starts each process again that ends by itself, and reports it. Returns when no process runs and none is to be
     * started.
     */
    void supervise(Consumer<String> say) {
        Supervision.runAll(names().stream().map(name -> new Supervision(name, logs.of(name).toString(),
                () -> processes.get(name), () -> restartUnlessStopping(name), say)).toList(), stopping);
    }

    private synchronized boolean restartUnlessStopping(String name) {
        if (!isStopping()) {
            restart(name);
        }
        return !isStopping();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /**
     * Asks every process to end, and ends those forcibly that do not. None starts after that.
     *
     * @param last  the names of those that end when the others have
     * @param close closed between the two; null where there is nothing to close
     */
    synchronized void stop(List<String> last, @Nullable AddressFile close) {
        stopping.countDown();
        OrderlyStop.of(processes.entrySet()
                .stream()
                .filter(entry -> !last.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList());
        if (close != null) {
            close.close();
        }
        OrderlyStop.of(processes.values().stream().filter(Process::isAlive).toList());
    }
}
