package io.orderflow.axonserver.standalone;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.conformance.Clients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets the disk refuse a write, by a limit on the size of the server's files, and checks that nothing is confirmed
 * that is
 * not stored. The limit is Linux's {@code prlimit}.
 */
@EnabledOnOs(OS.LINUX)
class FailedWriteIT {

    private static final int FILE_LIMIT_BYTES = 256 << 10;
    private static final int EVENT_BYTES = 10 << 10;
    private static final int MORE_EVENTS_THAN_FIT = 2 * FILE_LIMIT_BYTES / EVENT_BYTES;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String AGGREGATE = "a";

    @TempDir
    private Path directory;

    private static void append(EventChannel events, long sequence) throws Exception {
        Event event = domainEvent(AGGREGATE, sequence);
        events.appendEvents(event.toBuilder()
                .setPayload(event.getPayload().toBuilder().setData(ByteString.copyFrom(new byte[EVENT_BYTES]))).build())
                .get(10, TimeUnit.SECONDS);
    }

    private static void assertRefused(EventChannel events, long sequence) {
        assertThatThrownBy(() -> append(events, sequence))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("AXONIQ-9100")
                .hasMessageContaining("Cannot write to the event store");
    }

    private static long appendUntilRefused(EventChannel events) throws Exception {
        for (long sequence = 0; sequence < MORE_EVENTS_THAN_FIT; sequence++) {
            try {
                append(events, sequence);
            } catch (ExecutionException refused) {
                return sequence;
            }
        }
        throw new AssertionError("The disk took more than its limit");
    }

    private static void assertReadable(EventChannel events, long count) throws Exception {
        assertThat(events.getLastToken().get(10, TimeUnit.SECONDS)).isEqualTo(count - 1);
        assertThat(events.findHighestSequence(AGGREGATE).get(10, TimeUnit.SECONDS)).isEqualTo(count - 1);
        assertThat(events.openAggregateStream(AGGREGATE).asStream().count()).isEqualTo(count);
        try (EventStream log = events.openStream(-1, 1_000)) {
            for (long token = 0; token < count; token++) {
                assertThat(log.nextIfAvailable(10, TimeUnit.SECONDS).getToken()).isEqualTo(token);
            }
        }
    }

    @Test
    void refusesAppendsAndGoesOnReadingUntilTheDiskTakesThemAgain() throws Exception {
        long confirmed;
        try (ServerProcess server = ServerProcess.start(directory); Clients clients = Clients.tcp(server.port())) {
            EventChannel events = clients.connect("client").eventChannel();
            server.limitFiles(String.valueOf(FILE_LIMIT_BYTES));
            confirmed = appendUntilRefused(events);
            assertThat(confirmed).isPositive();
            assertRefused(events, confirmed);
            assertReadable(events, confirmed);
            Health health = new Health(server.httpPort());
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.body()).contains("\"status\":\"DOWN\"", "default", "Cannot write to the event store");

            server.limitFiles("unlimited");
            await().atMost(LIMIT).until(() -> health.status() == 200);
            assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
            append(events, confirmed++);
            assertReadable(events, confirmed);
            append(events, confirmed++);
            server.kill();
        }
        try (ServerProcess server = ServerProcess.start(directory); Clients clients = Clients.tcp(server.port())) {
            EventChannel events = clients.connect("client").eventChannel();
            assertReadable(events, confirmed);
            append(events, confirmed);
            assertReadable(events, confirmed + 1);
        }
    }
}
