package io.orderflow.axonserver.standalone;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.axonserver.Backup;
import io.orderflow.axonserver.EventBackup;
import io.orderflow.axonserver.conformance.Clients;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.store.rocksdb.RocksStores;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands beside the server itself, on a server that runs and on one that does not. */
@Timeout(60)
class MaintenanceIT {

    private static final String NAME = "maintained";

    @TempDir
    private Path directory;

    private Result run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int exitCode = AxonServerApplication.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
        return new Result(exitCode, output.toString(), errors.toString());
    }

    private Path data() {
        return directory.resolve("data");
    }

    private record Result(int exitCode, String output, String errors) {}

    /** Fills two contexts of a server that is closed when this returns. */
    private void fill(int events) {
        try (Contexts contexts = Contexts.open(new RocksStores(data(), Clock.systemUTC()), Clock.systemUTC())) {
            contexts.create("orders", Map.of());
            for (int i = 0; i < events; i++) {
                contexts.require("orders").events().append(List.of(event("e" + i), domainEvent("a", i)))
                        .toCompletableFuture().join();
            }
            contexts.require("orders").snapshots().add(domainEvent("a", 0)).toCompletableFuture().join();
            contexts.require("default").scheduledEvents().schedule(Long.MAX_VALUE, event("never"))
                    .toCompletableFuture().join();
        }
    }

    @Test
    void countsWhatThereIsWhetherAServerRunsOrNot() {
        fill(10);
        String offline = run("stats", "--data", data().toString()).output();
        assertThat(offline).contains("context\tevents\taggregates\tsnapshots\tschedules\tbytes")
                .contains("orders\t20\t1\t1\t0\t").contains("default\t0\t0\t0\t1\t");

        try (AxonServer server = AxonServer.start(AxonServerConfig.inProcess(data(), NAME))) {
            server.acceptMaintenance();
            assertThat(run("stats", "--data", data().toString()).output()).contains("orders\t20\t1\t1\t0\t")
                    .hasLineCount(3);
        }
    }

    @Test
    void backsUpARunningServerAtOneMomentAndRestoresIt() throws Exception {
        Path backup = directory.resolve("backup");
        AtomicBoolean done = new AtomicBoolean();
        try (AxonServer server = AxonServer.start(AxonServerConfig.inProcess(data(), NAME));
                Clients clients = Clients.inProcess(NAME)) {
            server.acceptMaintenance();
            server.createContext("other");
            EventChannel first = clients.connect("first").eventChannel();
            EventChannel second = clients.connect("second", "other").eventChannel();
            Thread writer = Thread.ofPlatform().start(() -> {
                for (long sequence = 0; !done.get(); sequence++) {
                    first.appendEvents(domainEvent("a", sequence)).join();
                    second.appendEvents(domainEvent("a", sequence)).join();
                }
            });
            while (first.getLastToken().join() < 20) {
                Thread.onSpinWait();
            }
            Result result = run("backup", backup.toString(), "--data", data().toString());
            done.set(true);
            writer.join();
            assertThat(result.errors()).isEmpty();
            assertThat(result.exitCode()).isZero();
            assertThat(result.output()).contains("default, other");
            assertThat(run("verify", "--data", data().toString()).errors()).contains("a server is using it");
            assertThat(run("backup", backup.toString(), "--data", data().toString()).errors())
                    .contains("is not empty")
                    .hasLineCount(1);
        }
        Path restored = directory.resolve("restored");
        assertThat(run("restore", backup.toString(), "--data", restored.toString()).exitCode()).isZero();
        assertThat(run("verify", "--data", restored.toString()).output()).contains("default: all is well")
                .contains("other: all is well");
        try (Contexts contexts = Contexts.open(new RocksStores(restored, Clock.systemUTC()), Clock.systemUTC())) {
            long inDefault = contexts.require("default").events().headToken();
            long inOther = contexts.require("other").events().headToken();
            assertThat(inDefault).isGreaterThanOrEqualTo(20);
            assertThat(inDefault - inOther).isBetween(0L, 1L);
        }
        assertThat(run("restore", backup.toString(), "--data", restored.toString()).errors())
                .contains("is not empty")
                .hasLineCount(1);
    }

    /** As ./run starts one: it keeps its data folder to itself, and takes no commands from other programs. */
    @Test
    void saysOfARunningServerInsideOfAnotherProgramThatItCannotBackItUp() throws Exception {
        try (AxonServer server = AxonServer.start(AxonServerConfig.inProcess(data(), NAME))) {
            assertThat(server).isNotNull();
            // In a process of its own: within one, the store's lock holds nobody off.
            Process backup = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"), AxonServerApplication.class.getName(), "backup",
                    directory.resolve("b").toString(), "--data", data().toString()).redirectErrorStream(true).start();
            String said = new String(backup.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(backup.waitFor()).isNotZero();
            assertThat(said).contains("is in use by a server inside of another program", "Stop that program")
                    .doesNotContain("No server runs");
        }
        assertThat(directory.resolve("b")).doesNotExist();
    }

    @Test
    void backsUpWhatNoServerUses() {
        fill(10);

        Result backup = run("backup", directory.resolve("b").toString(), "--data", data().toString());

        assertThat(backup.errors()).isEmpty();
        assertThat(run("restore", directory.resolve("b").toString(), "--data", directory.resolve("r").toString())
                .output()).contains("default, orders");
        assertThat(run("stats", "--data", directory.resolve("r").toString()).output())
                .contains("orders\t20\t1\t1\t0\t")
                .contains("default\t0\t0\t0\t1\t");
    }

    @Test
    void leavesNothingOfABackupThatFails() throws IOException {
        fill(1);
        Path target = Files.createDirectories(directory.resolve("b"));
        try (AxonServer server = AxonServer.start(AxonServerConfig.inProcess(data(), NAME))) {
            server.acceptMaintenance();
            try (Backup backup = Backup.begin(target)) {
                assertThat(EventBackup.copy(data(), backup, "")).contains("default", "orders");
                assertThat(target.resolve("default")).isDirectory();
            }
        }
        assertThat(target).isEmptyDirectory();
        assertThat(run("restore", target.toString(), "--data", directory.resolve("r").toString()).errors())
                .contains("no backup, or one that was not finished");
    }

    @Test
    void doesNotStartOnHalfOfABackup() throws IOException {
        Files.createDirectories(data().resolve(".unfinished/default"));

        Result start = run("--port", "0", "--data", data().toString());

        assertThat(start.exitCode()).isNotZero();
        assertThat(start.errors()).contains("is not all there").hasLineCount(1);
    }

    @Test
    void refusesInOneSentenceWhatItCannotDo() {
        fill(1);
        for (Result result : List.of(
                run("backup", directory.resolve("b").toString(), "--data", directory.resolve("nowhere").toString()),
                run("restore", directory.resolve("nothing").toString(), "--data", directory.resolve("r").toString()),
                run("verify", "--data", directory.resolve("nowhere").toString()),
                run("stats", "--data", directory.resolve("nowhere").toString()))) {
            assertThat(result.exitCode()).isNotZero();
            assertThat(result.errors()).startsWith("axon-server: ").hasLineCount(1);
        }
    }

    @Test
    void verifiesThatTheIndexesAreThoseOfTheLog() {
        fill(50);

        Result result = run("verify", "--data", data().toString());

        assertThat(result.output()).contains("orders: all is well").contains("default: all is well");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void saysWhatIsWrongWithADamagedStore() throws IOException {
        fill(3_000);
        try (Contexts contexts = Contexts.open(new RocksStores(data(), Clock.systemUTC()), Clock.systemUTC())) {
            contexts.copyTo(Files.createDirectories(directory.resolve("copy")));
        }
        Path table;
        try (Stream<Path> files = Files.list(directory.resolve("copy/orders"))) {
            table = files.filter(file -> file.toString().endsWith(".sst"))
                    .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(table);
        bytes[bytes.length / 3] ^= 4;
        Files.delete(table);
        Files.write(table, bytes);

        Result result = run("verify", "--data", directory.resolve("copy").toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("default: all is well").contains(table.getFileName().toString());
    }
}
