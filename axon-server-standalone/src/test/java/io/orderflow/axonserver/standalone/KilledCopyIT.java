package io.orderflow.axonserver.standalone;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.conformance.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills the copying process, the server that it reads, and the one that it writes to; then it finishes, and compares all. */
@Timeout(300)
class KilledCopyIT {

    /** More of them, and other kills, are a matter of a property. */
    private static final int EVENTS = Integer.getInteger("axonserver.copy.events", 10_000);
    private static final int TRANSACTION = 500;
    private static final int AGGREGATES = EVENTS / 20;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void isWholeWhoeverWasKilled() throws Exception {
        ServerProcess source = ServerProcess.start(folder.resolve("source"));
        ServerProcess target = ServerProcess.start(folder.resolve("target"));
        try {
            fill(source);
            Process copying = copy(source, target);
            awaitEvents(target, EVENTS / 5);
            copying.destroyForcibly().waitFor();

            copying = copy(source, target);
            awaitEvents(target, 2 * EVENTS / 5);
            target.kill();
            assertThat(outcome(copying)).as("ends when its target is gone").isEqualTo(1);
            target = ServerProcess.start(folder.resolve("target"));

            copying = copy(source, target);
            awaitEvents(target, 3 * EVENTS / 5);
            source.kill();
            assertThat(outcome(copying)).as("ends when its source is gone").isEqualTo(1);
            source = ServerProcess.start(folder.resolve("source"));

            copying = copy(source, target, "--follow");
            awaitEvents(target, EVENTS);
            try (Clients clients = Clients.tcp(source.port())) {
                append(clients.connect("writer").eventChannel(), List.of(event("while it follows")));
            }
            awaitEvents(target, EVENTS + 1);
            copying.destroy();
            assertThat(outcome(copying)).as("ends well when it is asked to").isZero();
            assertThat(printed())
                    .contains(String.format(Locale.ROOT, "of them compared, and the events of %,d aggregates",
                            AGGREGATES), "The tokens are the same");
        } finally {
            source.close();
            target.close();
        }
    }

    private static void fill(ServerProcess server) throws Exception {
        try (Clients clients = Clients.tcp(server.port())) {
            EventChannel events = clients.connect("writer").eventChannel();
            List<Event> transaction = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                transaction.add(domainEvent("a" + i % AGGREGATES, i / AGGREGATES));
                if (transaction.size() == TRANSACTION) {
                    append(events, transaction);
                    transaction.clear();
                }
            }
        }
    }

    private static void append(EventChannel events, List<Event> transaction) throws Exception {
        events.appendEvents(transaction.toArray(Event[]::new)).get(20, TimeUnit.SECONDS);
    }

    private static void awaitEvents(ServerProcess server, int count) {
        try (Clients clients = Clients.tcp(server.port())) {
            EventChannel events = clients.connect("counter").eventChannel();
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(5))
                    .until(() -> events.getLastToken().get(20, TimeUnit.SECONDS) >= count - 1);
        }
    }

    private static int outcome(Process process) throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String printed() throws IOException {
        return Files.readString(folder.resolve("copy.log"));
    }

    private Process copy(ServerProcess from, ServerProcess to, String... options) throws IOException {
        List<String> command = Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                        System.getProperty("java.class.path"), AxonServerApplication.class.getName(), "copy",
                        "127.0.0.1:" + from.port(), "127.0.0.1:" + to.port(), "--mapping",
                        folder.resolve("tokens").toString()),
                Arrays.stream(options)).toList();
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("copy.log").toFile())
                .start();
    }
}
