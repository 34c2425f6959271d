package io.orderflow.axonserver.streams;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.streams.CreateStreamRequest;
import io.axoniq.axonserver.grpc.streams.InitializationProperties;
import io.axoniq.axonserver.grpc.streams.PersistentStreamEvent;
import io.axoniq.axonserver.grpc.streams.SequencingPolicy;
import io.axoniq.axonserver.grpc.streams.StreamStatus;
import io.orderflow.axonserver.conformance.MutableClock;
import io.orderflow.axonserver.conformance.Race;
import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.rocksdb.RocksStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Clients that come and go, events, and operators who change streams, all at once. The seed is the round. */
class PersistentStreamRaceTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int EVENTS = 300;
    private static final int AGGREGATES = 7;
    private static final String ID = "stream";

    @TempDir
    private Path directory;
    private Contexts contexts;
    private final Queue<Event> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger appending = new AtomicInteger(1);

    @BeforeEach
    void open() {
        contexts = Contexts.open(new RocksStores(directory, new MutableClock()), new MutableClock());
    }

    @AfterEach
    void close() {
        contexts.close();
    }

    private PersistentStreams streams() {
        return contexts.require(Contexts.DEFAULT).persistentStreams();
    }

    private EventStore events() {
        return contexts.require(Contexts.DEFAULT).events();
    }

    private static CreateStreamRequest definition(int segments) {
        return CreateStreamRequest.newBuilder()
                .setStreamId(ID)
                .setInitializationProperties(InitializationProperties.newBuilder()
                        .setStreamName("name")
                        .setSegments(segments)
                        .setSequencingPolicy(
                                SequencingPolicy.newBuilder().setPolicyName("SequentialPerAggregatePolicy")))
                .build();
    }

    @RepeatedTest(3)
    void bringsEveryEventOfAnAggregateInOrder(RepetitionInfo round) {
        streams().create(definition(3)).toCompletableFuture().join();
        new Race(round.getCurrentRepetition())
                .with(1, this::append)
                .with(2, this::comeAndGo)
                .with(1, random -> {
                    while (appending.get() > 0) {
                        streams().update(ID, "", 1 + random.nextInt(4)).toCompletableFuture().join();
                    }
                })
                .run();

        Client last = connect();
        await().atMost(LIMIT).until(() -> Set.copyOf(received).size() == EVENTS);
        last.connection.close();
        assertThat(wrong).isEmpty();
        Map<String, Long> highest = new HashMap<>();
        Set<Event> seen = new HashSet<>();
        for (Event event : received) {
            if (seen.add(event)) {
                assertThat(event.getAggregateSequenceNumber())
                        .isEqualTo(highest.getOrDefault(event.getAggregateIdentifier(), -1L) + 1);
                highest.put(event.getAggregateIdentifier(), event.getAggregateSequenceNumber());
            }
        }
    }

    @RepeatedTest(5)
    void showsAfterARestartWhatItShowedBefore(RepetitionInfo round) {
        events().append(List.of(event("e"))).toCompletableFuture().join();
        streams().create(definition(2)).toCompletableFuture().join();
        Queue<CompletableFuture<?>> changes = new ConcurrentLinkedQueue<>();
        new Race(round.getCurrentRepetition())
                .with(3, random -> {
                    for (int change = 0; change < 40; change++) {
                        changes.add(change(random).exceptionally(refused -> null));
                    }
                })
                .run();
        CompletableFuture.allOf(changes.toArray(CompletableFuture<?>[]::new)).join();
        List<StreamStatus> before = streams().list();

        close();
        open();

        assertThat(streams().list()).isEqualTo(before);
        streams().create(definition(2)).toCompletableFuture().join();
    }

    private CompletableFuture<?> change(Random random) {
        return (switch (random.nextInt(8)) {
            case 0 -> streams().delete(ID);
            case 1, 2 -> streams().create(definition(1 + random.nextInt(3)));
            case 3, 4 -> streams().update(ID, "", 1 + random.nextInt(4));
            default -> streams().update(ID, "name" + random.nextInt(1_000), 0);
        }).toCompletableFuture();
    }

    private void append(Random random) {
        try {
            long[] next = new long[AGGREGATES];
            for (int left = EVENTS; left > 0;) {
                int count = Math.min(left, 1 + random.nextInt(10));
                int aggregate = random.nextInt(AGGREGATES);
                long first = next[aggregate];
                next[aggregate] += count;
                left -= count;
                events().append(LongStream.range(first, first + count)
                        .mapToObj(sequence -> domainEvent("a" + aggregate, sequence)).toList()).toCompletableFuture()
                        .join();
            }
        } finally {
            appending.set(0);
        }
    }

    private void comeAndGo(Random random) {
        while (appending.get() > 0) {
            Client client = connect();
            for (int time = random.nextInt(200); time > 0 && appending.get() > 0; time--) {
                client.ready = random.nextInt(5) > 0;
                if (client.ready) {
                    client.connection.ready();
                }
                Thread.yield();
            }
            client.connection.close();
        }
    }

    private Client connect() {
        Client client = new Client();
        streams().open(ID, null, client.connection).toCompletableFuture().join();
        return client;
    }

    /** A client that is done with an event before it takes the next one. */
    private final class Client implements StreamClient {
        private final StreamConnection connection = new StreamConnection("client", this);
        private volatile boolean ready = true;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void opened(int segment) {
            connection.grant(segment, Integer.MAX_VALUE);
        }

        @Override
        public void event(int segment, PersistentStreamEvent event) {
            received.add(event.getEvent().getEvent());
            connection.acknowledge(segment, event.getEvent().getToken());
        }

        @Override
        public void closed(int segment) {
            connection.acknowledge(segment, StreamConnection.DONE);
        }

        @Override
        public void ended() {
            wrong.add("The stream ended");
        }

        @Override
        public void failed(RuntimeException reason) {
            wrong.add(reason.toString());
        }
    }
}
