package io.orderflow.axonserver.standalone;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.conformance.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fills a file system of a few megabytes, which takes the right to mount one; {@link FailedWriteIT} does something like
 * it without.
 */
@EnabledOnOs(OS.LINUX)
class FullDiskIT {

    private static final String DISK_SIZE = "72m";
    private static final int BALLAST_BYTES = 8 << 20;
    /** An opening writes what it finds in the log of writes to table files. */
    private static final int START_BYTES = 32 << 20;
    private static final int EVENT_BYTES = 100 << 10;
    private static final int ROUNDS = 3;
    private static final String AGGREGATE = "a";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_SIZE, "none", disk.toString());
        if (!mounted) {
            System.err.println("FullDiskIT DID NOT RUN: this system does not let it mount a small file system");
        }
        assumeTrue(mounted, "No right to mount a file system: appends on a full disk are NOT tested here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(
                    ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static void append(EventChannel events, long sequence) throws Exception {
        byte[] incompressible = new byte[EVENT_BYTES];
        ThreadLocalRandom.current().nextBytes(incompressible);
        Event event = domainEvent(AGGREGATE, sequence);
        events.appendEvents(event.toBuilder()
                .setPayload(event.getPayload().toBuilder().setData(ByteString.copyFrom(incompressible)))
                .build()).get(20, TimeUnit.SECONDS);
    }

    private static long appendUntilRefused(EventChannel events, long from) throws Exception {
        for (long sequence = from;; sequence++) {
            try {
                append(events, sequence);
            } catch (ExecutionException refused) {
                assertThat(refused).hasMessageContaining("AXONIQ-9100");
                return sequence;
            }
        }
    }

    private static void assertHolds(EventChannel events, long count) throws Exception {
        assertThat(events.getLastToken().get(10, TimeUnit.SECONDS)).isEqualTo(count - 1);
        assertThat(events.findHighestSequence(AGGREGATE).get(10, TimeUnit.SECONDS)).isEqualTo(count - 1);
        assertThat(events.openAggregateStream(AGGREGATE).asStream().map(Event::getAggregateSequenceNumber).toList())
                .hasSize((int) count)
                .isSorted();
        try (EventStream log = events.openStream(-1, 1_000)) {
            for (long token = 0; token < count; token++) {
                assertThat(log.nextIfAvailable(10, TimeUnit.SECONDS).getToken()).isEqualTo(token);
            }
        }
    }

    @Test
    void resumesWritingWhenThereIsRoomAgain() throws Exception {
        Path data = disk.resolve("data");
        long confirmed = 0;
        Files.write(disk.resolve("room for a start"), new byte[START_BYTES]);
        for (int round = 0; round < ROUNDS; round++) {
            Files.write(disk.resolve("ballast" + round), new byte[BALLAST_BYTES]);
        }
        try (ServerProcess server = ServerProcess.start(data); Clients clients = Clients.tcp(server.port())) {
            EventChannel events = clients.connect("client").eventChannel();
            for (int round = 0; round < ROUNDS; round++) {
                confirmed = appendUntilRefused(events, confirmed);
                assertHolds(events, confirmed);

                Files.delete(disk.resolve("ballast" + round));
                long next = confirmed;
                await().atMost(LIMIT).ignoreExceptions().until(() -> {
                    append(events, next);
                    return true;
                });
                confirmed++;
                assertHolds(events, confirmed);
            }
            confirmed = appendUntilRefused(events, confirmed);
            server.kill();
        }
        Files.delete(disk.resolve("room for a start"));
        try (ServerProcess server = ServerProcess.start(data); Clients clients = Clients.tcp(server.port())) {
            assertHolds(clients.connect("client").eventChannel(), confirmed);
        }
    }
}
