package io.orderflow.axonserver.standalone;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.orderflow.axonserver.conformance.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that takes what is written, and fails when it is to keep it. A library that is loaded before the C library has
 * the syncs fail; where there is no compiler to make it, the test is reported as skipped.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(90)
class FailedSyncIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int BATCH = 50;
    private static final int BATCHES = 5;

    @TempDir
    private Path directory;
    private Path failing;
    private Map<String, String> environment;

    @BeforeEach
    void compile() throws IOException, InterruptedException {
        Path library = directory.resolve("failing-sync.so");
        failing = directory.resolve("failing");
        environment = Map.of("LD_PRELOAD", library.toString(), "FAILING_SYNC", failing.toString());
        try {
            Process compiler = new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(),
                    "src/test/c/failing-sync.c", "-ldl").inheritIO().start();
            assertThat(compiler.waitFor()).isZero();
        } catch (IOException e) {
            Assumptions.abort("There is no C compiler here: " + e.getMessage());
        }
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.start(directory.resolve("data"), environment);
    }

    private static List<String> texts(EventChannel events) throws Exception {
        long head = events.getLastToken().get(10, TimeUnit.SECONDS);
        List<String> texts = new ArrayList<>();
        try (EventStream log = events.openStream(-1, 1_000)) {
            for (long token = 0; token <= head; token++) {
                texts.add(textOf(log.nextIfAvailable(10, TimeUnit.SECONDS).getEvent().getPayload()));
            }
        }
        return texts;
    }

    private static List<String> refusals(EventChannel events) {
        List<CompletableFuture<String>> sent = IntStream.range(0, BATCH)
                .mapToObj(i -> events.appendEvents(domainEvent("a", 0), event("refused " + i))
                        .handle((stored, refusal) -> refusal == null ? "stored" : refusal.getMessage()))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void confirmsNothingOfABatchThatIsNotSyncedAndGoesOnAfterwards() throws Exception {
        List<String> confirmed = new ArrayList<>();
        try (ServerProcess server = start(); Clients clients = Clients.tcp(server.port())) {
            EventChannel events = clients.connect("client").eventChannel();
            events.appendEvents(event("before")).get(10, TimeUnit.SECONDS);
            confirmed.add("before");

            Files.createFile(failing);
            for (int batch = 0; batch < BATCHES; batch++) {
                assertThat(refusals(events)).allMatch(refusal -> refusal.contains("AXONIQ-9100"));
                assertThat(texts(events)).isEqualTo(confirmed);
            }
            assertThat(events.findHighestSequence("a").get(10, TimeUnit.SECONDS)).isEqualTo(-1);
            Health health = new Health(server.httpPort());
            assertThat(health.status()).isEqualTo(503);

            Files.delete(failing);
            await().atMost(LIMIT).until(() -> health.status() == 200);
            events.appendEvents(domainEvent("a", 0), event("after")).get(10, TimeUnit.SECONDS);
            confirmed.add(textOf(domainEvent("a", 0).getPayload()));
            confirmed.add("after");
            assertThat(texts(events)).isEqualTo(confirmed);
            server.kill();
        }
        try (ServerProcess server = start(); Clients clients = Clients.tcp(server.port())) {
            assertThat(texts(clients.connect("client").eventChannel())).isEqualTo(confirmed);
        }
    }

    @Test
    void bringsNothingBackThatWasRefusedBeforeItWasKilled() throws Exception {
        try (ServerProcess server = start(); Clients clients = Clients.tcp(server.port())) {
            EventChannel events = clients.connect("client").eventChannel();
            events.appendEvents(event("before")).get(10, TimeUnit.SECONDS);
            Files.createFile(failing);
            assertThat(refusals(events)).allMatch(refusal -> refusal.contains("AXONIQ-9100"));
            server.kill();
        }
        Files.delete(failing);
        try (ServerProcess server = start(); Clients clients = Clients.tcp(server.port())) {
            EventChannel events = clients.connect("client").eventChannel();
            assertThat(texts(events)).containsExactly("before");
            events.appendEvents(domainEvent("a", 0)).get(10, TimeUnit.SECONDS);
        }
    }
}
