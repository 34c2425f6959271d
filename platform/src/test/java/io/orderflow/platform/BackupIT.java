package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static io.orderflow.platform.PlatformClient.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditTarget;
import io.orderflow.platform.address.AddressFile;
import io.orderflow.platform.backup.ServerCommand;
import io.orderflow.platform.demo.Api;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/**
 * A platform under orders is backed up and killed, and its folder is lost. What is restored has all that was answered
 * before the backup, in its events and in its read models, and goes on from there.
 */
@Execution(ExecutionMode.CONCURRENT)
class BackupIT {

    private static final int CLIENTS = 3;
    private static final int ORDERS_BEFORE = 60;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Set<String> AT_REST = Set.of("AWAITING_SHIPMENT", "COMPLETED", "COMPENSATED");

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    @RegisterExtension
    final PlatformProcess platform = new PlatformProcess();
    private final Api api = platform.api();

    @TempDir
    Path directory;

    private record Result(int exitCode, String output, String errors) {}

    private static Result run(String command, Object... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] all = new String[arguments.length + 1];
        all[0] = command;
        for (int i = 0; i < arguments.length; i++) {
            all[i + 1] = arguments[i].toString();
        }
        int exitCode = new CommandLine(new ServerCommand()).setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(all);
        return new Result(exitCode, output.toString(), errors.toString());
    }

    @Test
    void hasAllThatWasAnsweredBeforeTheBackupAndFoldsNothingAnew() throws Exception {
        // given
        Path data = platform.data();
        Path backup = directory.resolve("backup");
        prepare();
        List<String> before;
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                String name = "c" + client;
                clients.submit(() -> placeUntilKilled(name));
            }
            await().atMost(LIMIT).until(() -> acknowledged.size() >= ORDERS_BEFORE);
            before = List.copyOf(acknowledged);

            // when
            Result made = run("backup", backup, "--data", data);

            // then
            assertThat(made.errors()).isEmpty();
            assertThat(made.output()).contains("default", "read models, checkpoints and dead letters");
            int atTheBackup = acknowledged.size();
            await("orders go on").atMost(LIMIT).until(() -> acknowledged.size() > atTheBackup);
            refuseWhatCannotBeDoneWhileItRuns(data, backup);
            backUpOverHttp();
            platform.kill();
        }
        assertThat(run("verify", "--data", data).output()).contains("documents: all is well",
                "checkpoints: all is well");
        assertThat(FileSystemUtils.deleteRecursively(data)).isTrue();
        Result restored = run("restore", backup, "--data", data);
        assertThat(restored.errors()).isEmpty();
        assertThat(restored.output()).contains("default: ", "orders_v1: ", "order-saga-manager: 4 segments",
                "makes nothing anew");
        assertThat(run("restore", backup, "--data", data).errors()).contains("is not empty");
        assertThat(run("verify", "--data", backup).exitCode()).isZero();

        platform.restart();
        requireWhole(before, data);
        sayWhatIsMissingOfHalfABackup(backup);
    }

    private void prepare() {
        api.post("/products", Map.of("sku", "PEN", "name", "Pen", "unitPrice", usd("1.00"))).expect(201);
        api.post("/products/PEN/receipts", Map.of("quantity", 100_000)).expect(201);
        api.post("/accounts", Map.of("accountId", "ada", "owner", "Ada", "currency", "USD")).expect(201);
        api.post("/accounts/ada/deposits", Map.of("amount", usd("100000.00"))).expect(201);
    }

    private void placeUntilKilled(String client) {
        for (int number = 1;; number++) {
            String id = client + "-" + number;
            try {
                if (api.post("/orders", Map.of("orderId", id, "customerId", client, "accountId", "ada", "lines",
                        List.of(line("PEN", 1, "1.00")))).status() == 201) {
                    acknowledged.add(id);
                }
            } catch (UncheckedIOException killed) {
                return;
            }
        }
    }

    private void refuseWhatCannotBeDoneWhileItRuns(Path data, Path backup) {
        for (Result refused : List.of(run("backup", backup, "--data", data), run("restore", backup, "--data", data),
                run("verify", "--data", data), run("backup", directory.resolve("b"), "--data", directory.resolve("x")),
                run("restore", data, "--data", directory.resolve("r")))) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errors()).hasLineCount(1);
        }
        assertThat(run("restore", backup, "--data", data).errors()).contains("A system runs on");
        assertThat(run("stats", "--data", data).output()).contains("default\t");
    }

    /** The platform has the command make it, and leaves why in the log. */
    private void backUpOverHttp() {
        JsonNode begun = api.post("/server/backups", Map.of("reason", "before a test")).expect(202);
        assertThat(begun.path("state").asString()).isEqualTo("RUNNING");
        assertThat(api.post("/server/backups", Map.of("reason", "another one")).status()).isEqualTo(409);
        await().atMost(LIMIT).until(() -> !newestBackup().path("state").asString().equals("RUNNING"));

        JsonNode made = newestBackup();
        assertThat(made.path("backupId")).isEqualTo(begun.path("backupId"));
        assertThat(made.path("state").asString()).as(made.toString()).isEqualTo("COMPLETED");
        assertThat(made.path("bytes").asLong()).isPositive();
        assertThat(run("verify", "--data", made.path("directory").asString()).exitCode()).isZero();
        JsonNode event = api.get("/events?type=server.backup-begun").expect(200).path("items").path(0);
        assertThat(event.path("payload").path("reason").asString()).isEqualTo("before a test");
        assertThat(event.path("payload").path("backupId")).isEqualTo(begun.path("backupId"));
    }

    private JsonNode newestBackup() {
        return api.get("/server/backups").expect(200).path("items").path(0);
    }

    private void requireWhole(List<String> before, Path data) throws IOException {
        for (String order : before) {
            await(order).atMost(LIMIT).until(() -> AT_REST.contains(
                    api.get("/orders/" + order, api.head()).expect(200).path("saga").path("step").asString("")));
        }
        for (JsonNode projection : api.get("/projections").expect(200).path("items")) {
            assertThat(projection.path("collection").asString()).endsWith("_v1");
        }
        assertThat(Files.readString(platform.log())).doesNotContain("begins again", "begins with the first");
        try (AuditTarget target = AuditTarget.connect(AddressFile.read(data).orElseThrow())) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(Audit.run(target, AuditOptions.atRest()).findings()).isEmpty());
        }
    }

    /** As of a system whose documents were in a MongoDB. */
    private void sayWhatIsMissingOfHalfABackup(Path backup) throws IOException {
        FileSystemUtils.deleteRecursively(backup.resolve("documents"));
        Path data = directory.resolve("events-alone");

        Result restored = run("restore", backup, "--data", data);

        assertThat(restored.exitCode()).isZero();
        assertThat(restored.output()).contains("all read models are folded anew", "lost: the attempts");
        Files.delete(backup.resolve("BACKUP"));
        assertThat(run("restore", backup, "--data", directory.resolve("r")).errors())
                .contains("one that was not finished");
        Result stopped = run("backup", directory.resolve("again"), "--data", data);
        assertThat(stopped.output()).contains("none: there are only events here");
    }
}
