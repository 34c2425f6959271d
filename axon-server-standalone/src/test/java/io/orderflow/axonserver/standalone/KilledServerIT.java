package io.orderflow.axonserver.standalone;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.axonserver.conformance.Clients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the server while it is written to, and checks that it kept what it had confirmed, once, whole and in order. */
class KilledServerIT {

    private static final int ROUNDS = Integer.getInteger("axonserver.kill.rounds", 5);
    private static final int WRITERS = 8;
    private static final int EVENTS_PER_TRANSACTION = 3;
    /** Calls on a connection that has just died may stay without an answer. */
    private static final int APPEND_LIMIT_SECONDS = 3;

    @TempDir
    private Path directory;

    /** The number of confirmed events of each aggregate: the sequence number that comes next. */
    private final Map<String, Long> confirmed = new ConcurrentHashMap<>();

    @Test
    void keepsWhatItConfirmed() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            long before = confirmed.values().stream().mapToLong(Long::longValue).sum();
            writeAndKill(random.nextInt(2_000), round);
            assertThat(confirmed.values().stream().mapToLong(Long::longValue).sum())
                    .as("written in round " + round)
                    .isGreaterThan(before);
            try (ServerProcess server = ServerProcess.start(directory); Clients clients = Clients.tcp(server.port())) {
                check(clients.connect("checker").eventChannel(), "round " + round + ", seed " + seed);
            }
        }
    }

    /**
     * Appends from several threads at once, each to an aggregate of its own in each round, until the server is gone.
     */
    private void writeAndKill(int confirmationsBeforeKill, int round) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(directory); Clients clients = Clients.tcp(server.port())) {
            AxonServerConnection connection = clients.connect("writer");
            Semaphore confirmations = new Semaphore(0);
            AtomicBoolean killed = new AtomicBoolean();
            CountDownLatch running = new CountDownLatch(WRITERS);
            IntStream.range(0, WRITERS).forEach(w -> Thread.ofPlatform().start(() -> {
                try {
                    write(connection.eventChannel(), "round" + round + "-" + w, confirmations, killed);
                } finally {
                    running.countDown();
                }
            }));
            assertThat(confirmations.tryAcquire(confirmationsBeforeKill + 1, 60, TimeUnit.SECONDS)).isTrue();
            server.kill();
            killed.set(true);
            assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void write(EventChannel events, String aggregate, Semaphore confirmations, AtomicBoolean killed) {
        try {
            for (long sequence = 0; !killed.get(); sequence += EVENTS_PER_TRANSACTION) {
                long first = sequence;
                Event[] transaction = IntStream.range(0, EVENTS_PER_TRANSACTION)
                        .mapToObj(i -> domainEvent(aggregate, first + i))
                        .toArray(Event[]::new);
                events.appendEvents(transaction).get(APPEND_LIMIT_SECONDS, TimeUnit.SECONDS);
                confirmed.put(aggregate, first + EVENTS_PER_TRANSACTION);
                confirmations.release();
            }
        } catch (Exception e) {
            // The server is gone: this append was not confirmed, and may or may not be in the log.
            confirmations.release();
        }
    }

    private void check(EventChannel events, String when) throws Exception {
        long head = events.getLastToken().get(10, TimeUnit.SECONDS);
        Map<String, AtomicLong> found = new HashMap<>();
        try (EventStream log = events.openStream(-1, 1_000)) {
            for (long token = 0; token <= head; token++) {
                EventWithToken event = log.nextIfAvailable(10, TimeUnit.SECONDS);
                assertThat(event).as(when).isNotNull();
                assertThat(event.getToken()).as(when).isEqualTo(token);
                AtomicLong next = found.computeIfAbsent(event.getEvent().getAggregateIdentifier(),
                        a -> new AtomicLong());
                assertThat(event.getEvent().getAggregateSequenceNumber()).as(when).isEqualTo(next.getAndIncrement());
            }
        }
        List<String> lost = new ArrayList<>();
        confirmed.forEach((aggregate, count) -> {
            AtomicLong stored = found.getOrDefault(aggregate, new AtomicLong());
            if (stored.get() < count || stored.get() % EVENTS_PER_TRANSACTION != 0) {
                lost.add(aggregate + ": confirmed " + count + ", stored " + stored);
            }
        });
        assertThat(lost).as(when).isEmpty();
        for (Map.Entry<String, AtomicLong> aggregate : found.entrySet()) {
            assertThat(events.openAggregateStream(aggregate.getKey()).asStream().count())
                    .as(when)
                    .isEqualTo(aggregate.getValue().get());
            assertThat(events.findHighestSequence(aggregate.getKey()).get(10, TimeUnit.SECONDS))
                    .as(when)
                    .isEqualTo(aggregate.getValue().get() - 1);
        }
    }

    @Test
    void stopsWhenItIsAskedTo() throws Exception {
        try (ServerProcess server = ServerProcess.start(directory)) {
            try (Clients clients = Clients.tcp(server.port())) {
                clients.connect("client").eventChannel().appendEvents(domainEvent("a", 0)).get(10, TimeUnit.SECONDS);
            }
            assertThat(server.stop()).isEqualTo(128 + 15);
        }
    }
}
