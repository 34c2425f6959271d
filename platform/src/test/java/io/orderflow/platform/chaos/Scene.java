package io.orderflow.platform.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.axonserver.faults.Proxy;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.services.Service;
import io.orderflow.platform.services.ServiceProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The services, the event store and the database as processes that can be killed and paused, and the connections
 * between them, which can be cut and slowed down. Not thread-safe.
 */
final class Scene implements AutoCloseable {

    /** As long as a client has patience for one answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Claims of the dead and failed events are waited for, though less long than they would be otherwise. */
    private static final List<String> SETTINGS = List.of("--orderflow.projections.claim-timeout=4s",
            "--orderflow.projections.claim-interval=1s", "--orderflow.checkpoints.claim-timeout=4s",
            "--orderflow.checkpoints.claim-interval=1s", "--orderflow.checkpoints.letter-claim=10s",
            "--orderflow.checkpoints.retry-interval=1s", "--orderflow.checkpoints.max-retry-interval=2s",
            "--orderflow.checkpoints.max-attempts=1000");

    private final List<Proxy> connections = new ArrayList<>();
    private final Set<String> dead = new HashSet<>();
    private final Set<String> paused = new HashSet<>();
    private final ServiceProcesses processes;

    Scene(Path directory) {
        processes = ServiceProcesses.startOnFreePorts(directory, this::proxied, SETTINGS);
        // They must not outlive a test that is interrupted, least of all while they are paused.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }

    private int proxied(int port) {
        try {
            Proxy proxy = new Proxy(port);
            connections.add(proxy);
            return proxy.port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Api api() {
        return new Api((method, path) -> processes.uri(Service.of(method, path)), PATIENCE);
    }

    /** One service alone. */
    Api api(Service service) {
        return new Api((method, path) -> processes.uri(service), PATIENCE);
    }

    /** What the audit reads, past all that is in between. */
    Addresses addresses() {
        return processes.addresses();
    }

    Path logs() {
        return processes.logs();
    }

    List<String> names() {
        return processes.names();
    }

    /** How many kinds of connections there are: each service has some to the event store and to both databases. */
    int connections() {
        return connections.size();
    }

    /** As a power cut would. */
    void kill(String name) {
        processes.process(name).destroyForcibly();
        processes.process(name).onExit().join();
        dead.add(name);
        paused.remove(name);
    }

    /** As a supervisor would. */
    void restart(String name) {
        if (dead.remove(name)) {
            processes.restart(name);
        }
    }

    void pause(String name) {
        if (!dead.contains(name) && paused.add(name)) {
            signal("-STOP", name);
        }
    }

    void resume(String name) {
        if (paused.remove(name)) {
            signal("-CONT", name);
        }
    }

    void cut(int connection) {
        connections.get(connection).cut();
    }

    void stall(int connection, boolean stall) {
        connections.get(connection).stall(stall);
    }

    void slow(int connection, Duration chunk) {
        connections.get(connection).slow(chunk.toNanos());
    }

    /** Ends every fault that is still there. A process that ended without being killed is one too many. */
    void heal() {
        names().forEach(this::resume);
        names().forEach(this::restart);
        for (Proxy connection : connections) {
            connection.stall(false);
            connection.slow(0);
        }
        for (String name : names()) {
            assertThat(processes.process(name).isAlive()).as("%s runs, see %s", name, logs()).isTrue();
        }
    }

    private void signal(String signal, String name) {
        String pid = Long.toString(processes.process(name).pid());
        try {
            Process kill = new ProcessBuilder("kill", signal, pid).inheritIO().start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(kill.exitValue()).as("kill %s %s (%s)", signal, pid, name).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        List.copyOf(paused).forEach(this::resume);
        processes.close();
        for (Proxy connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
