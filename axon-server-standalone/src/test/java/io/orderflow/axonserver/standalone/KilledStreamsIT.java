package io.orderflow.axonserver.standalone;

import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.eventAt;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.streams.SegmentPosition;
import io.orderflow.axonserver.conformance.Clients;
import io.orderflow.axonserver.conformance.StreamReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the server while scheduled events fire, and while the clients of a persistent stream go on. */
class KilledStreamsIT {

    private static final int ROUNDS = Integer.getInteger("axonserver.kill.rounds", 3);
    private static final int SCHEDULED_A_ROUND = 200;
    private static final Duration SPREAD = Duration.ofMillis(1_500);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int SEGMENTS = 3;
    private static final int EVENTS_A_ROUND = 102;

    @TempDir
    private Path directory;

    /** When each event is due whose schedule was confirmed, by its text, in milliseconds since the epoch. */
    private final Map<String, Long> confirmed = new ConcurrentHashMap<>();

    @Test
    void firesWhatWasScheduledOnceAndNotEarly() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            scheduleAndKill(random, round);
        }
        try (ServerProcess server = ServerProcess.start(directory); Clients clients = Clients.tcp(server.port())) {
            EventChannel events = clients.connect("checker").eventChannel();
            await().atMost(LIMIT).untilAsserted(() -> assertThat(firings(events)).as("seed " + seed)
                    .containsKeys(confirmed.keySet().toArray(String[]::new)));
            Map<String, Firing> firings = firings(events);
            assertThat(firings.values()).as("seed " + seed).allMatch(firing -> firing.count() == 1);
            confirmed.forEach((text, due) -> assertThat(firings.get(text).millis()).as(text)
                    .isGreaterThanOrEqualTo(due));
        }
    }

    /** Schedules events for a time in which the server is killed, so that it dies between their firing, or in it. */
    private void scheduleAndKill(Random random, int round) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(directory); Clients clients = Clients.tcp(server.port())) {
            EventChannel events = clients.connect("scheduler").eventChannel();
            AtomicInteger answers = new AtomicInteger();
            for (int i = 0; i < SCHEDULED_A_ROUND; i++) {
                String text = round + "/" + i;
                long due = System.currentTimeMillis() + random.nextLong(SPREAD.toMillis());
                events.scheduleEvent(java.time.Instant.ofEpochMilli(due), eventAt(text, 0)).whenComplete(
                        (token, error) -> {
                            if (error == null) {
                                confirmed.put(text, due);
                                answers.incrementAndGet();
                            }
                        });
            }
            await().atMost(LIMIT).until(() -> answers.get() == SCHEDULED_A_ROUND);
            int fired = random.nextInt(SCHEDULED_A_ROUND);
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(2)).until(
                    () -> events.getLastToken().get(5, TimeUnit.SECONDS) % SCHEDULED_A_ROUND >= fired);
            server.kill();
        }
    }

    /** What was appended of each event: an event without a time gets that of its appending. */
    private static Map<String, Firing> firings(EventChannel events) throws Exception {
        Map<String, Firing> firings = new HashMap<>();
        long head = events.getLastToken().get(10, TimeUnit.SECONDS);
        try (EventStream log = events.openStream(-1, 1_000)) {
            for (long token = 0; token <= head; token++) {
                EventWithToken next = log.nextIfAvailable(10, TimeUnit.SECONDS);
                firings.merge(textOf(next.getEvent().getPayload()), new Firing(1, next.getEvent().getTimestamp()),
                        (one, other) -> new Firing(one.count() + other.count(), one.millis()));
            }
        }
        return firings;
    }

    private record Firing(int count, long millis) {}

    @Test
    void goesOnAfterWhatWasAcknowledged() throws Exception {
        Set<Long> seen = new HashSet<>();
        Map<Integer, Long> acknowledged = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = ServerProcess.start(directory); Clients clients = Clients.tcp(server.port())) {
                EventChannel events = clients.connect("reader").eventChannel();
                StreamReader reader = StreamReader.of(events, "s",
                        StreamReader.properties(SEGMENTS, "FullConcurrencyPolicy"));
                await().atMost(LIMIT).until(() -> reader.segments().size() == SEGMENTS);
                checkThatNothingAcknowledgedComesAgain(events, acknowledged);
                long last = (long) EVENTS_A_ROUND * (round + 1) - 1;
                append(events, EVENTS_A_ROUND - 2);
                await().atMost(LIMIT).until(() -> positions(events).stream()
                        .anyMatch(position -> position.getPosition() == last - 2));
                positions(events).forEach(position -> acknowledged.put(position.getSegment(), position.getPosition()));
                append(events, 1);
                append(events, 1);
                server.kill();
                seen.addAll(reader.tokens());
                reader.received().forEach(received -> assertThat(received.replay()).isFalse());
            }
        }
        try (ServerProcess server = ServerProcess.start(directory); Clients clients = Clients.tcp(server.port())) {
            EventChannel events = clients.connect("reader").eventChannel();
            try (StreamReader reader = StreamReader.of(events, "s")) {
                await().atMost(LIMIT).untilAsserted(() -> {
                    Set<Long> all = new HashSet<>(seen);
                    all.addAll(reader.tokens());
                    assertThat(all).hasSize(EVENTS_A_ROUND * ROUNDS);
                });
            }
        }
    }

    private static List<SegmentPosition> positions(EventChannel events) throws Exception {
        return events.persistentStreams().get(10, TimeUnit.SECONDS).getFirst().getSegmentsList();
    }

    private static void append(EventChannel events, int count) throws Exception {
        events.appendEvents(IntStream.range(0, count).mapToObj(i -> event("e" + i)).toArray(Event[]::new))
                .get(10, TimeUnit.SECONDS);
    }

    /**
     * An acknowledgement has no answer. But writes keep their order, and at most two of a segment's progress are on
     * their
     * way: after two appends, one after the other, what was acknowledged before them is on the disk.
     */
    private static void checkThatNothingAcknowledgedComesAgain(EventChannel events, Map<Integer, Long> acknowledged)
            throws Exception {
        for (SegmentPosition position : positions(events)) {
            assertThat(position.getPosition()).isGreaterThanOrEqualTo(
                    acknowledged.getOrDefault(position.getSegment(), -1L));
        }
    }
}
