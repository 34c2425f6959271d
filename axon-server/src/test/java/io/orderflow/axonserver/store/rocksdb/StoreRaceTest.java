package io.orderflow.axonserver.store.rocksdb;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.conformance.MutableClock;
import io.orderflow.axonserver.conformance.Race;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoredEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Appends, snapshots, schedules and readers at once, and the end of the store among them. The seed is the round. */
class StoreRaceTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int WRITERS = 3;
    private static final int STEPS = 100;
    private static final List<String> AGGREGATES = List.of("a", "b", "c");
    private static final PageLimit ALL = new PageLimit(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Many of these do not fit into the memory of the head, so that readers meet what leaves it. */
    private static final String LARGE = "x".repeat(20_000);

    @TempDir
    private Path directory;
    private final SharedMemory memory = new SharedMemory();
    private final MutableClock clock = new MutableClock();
    private RocksStore store;

    private final AtomicInteger writing = new AtomicInteger(WRITERS);
    private final Map<List<Event>, Long> appended = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> scheduled = ConcurrentHashMap.newKeySet();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Queue<Event> snapshots = new ConcurrentLinkedQueue<>();
    private final Queue<Event> snapshotsTold = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<?>> requests = new ConcurrentLinkedQueue<>();
    private final Queue<List<String>> readings = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void open() {
        store = RocksStore.open(directory, clock, memory);
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    @RepeatedTest(2)
    void showsEveryReaderEachConfirmedEventOnceAndInOrder(RepetitionInfo round) {
        store.snapshots().onAdded(snapshotsTold::add);
        new Race(round.getCurrentRepetition()).with(WRITERS, this::write).with(2, this::read).run();
        clock.advance(Duration.ofHours(1));
        Set<String> due = ConcurrentHashMap.newKeySet();
        due.addAll(scheduled);
        due.removeAll(cancelled);
        await().atMost(LIMIT).until(() -> log().containsAll(due));

        List<String> log = log();
        assertThat(log).doesNotHaveDuplicates().doesNotContainAnyElementsOf(refused)
                .doesNotContainAnyElementsOf(cancelled);
        assertThat(refused).isNotEmpty();
        assertThat(cancelled).isNotEmpty();
        appended.forEach((events, last) -> assertThat(log.subList((int) (last + 1 - events.size()), (int) (last + 1)))
                .isEqualTo(ids(events)));
        assertThat(log).hasSize(due.size() + appended.keySet().stream().mapToInt(List::size).sum());
        readings.forEach(reading -> assertThat(reading).isEqualTo(log.subList(0, reading.size())));
        AGGREGATES.forEach(this::compareAggregate);
        assertThat(snapshotsTold).containsExactlyInAnyOrderElementsOf(snapshots);
    }

    @RepeatedTest(4)
    void answersEveryRequestWhileItIsClosed(RepetitionInfo round) {
        AtomicInteger steps = new AtomicInteger();
        new Race(round.getCurrentRepetition())
                .with(WRITERS, random -> {
                    for (int step = 0; step < STEPS; step++) {
                        writeSomething(random);
                        steps.incrementAndGet();
                    }
                })
                .with(1, random -> {
                    int after = random.nextInt(WRITERS * STEPS);
                    while (steps.get() < after) {
                        Thread.onSpinWait();
                    }
                    store.close();
                })
                .run();

        await().atMost(LIMIT).until(() -> requests.stream().allMatch(CompletableFuture::isDone));
        store = RocksStore.open(directory, clock, memory);
        assertThat(log()).doesNotHaveDuplicates().containsAll(appended.keySet().stream().flatMap(
                events -> ids(events).stream()).toList());
    }

    private void write(Random random) {
        for (int step = 0; step < STEPS; step++) {
            CompletableFuture<?> request = writeSomething(random);
            if (random.nextInt(3) == 0) {
                request.exceptionally(refusal -> null).join();
            }
            clock.advance(Duration.ofMillis(random.nextInt(20)));
        }
        CompletableFuture.allOf(requests.toArray(CompletableFuture<?>[]::new)).exceptionally(refusal -> null).join();
        writing.decrementAndGet();
    }

    private CompletableFuture<?> writeSomething(Random random) {
        CompletableFuture<?> request = switch (random.nextInt(6)) {
            case 0, 1 -> append(IntStream.range(0, 1 + random.nextInt(5)).mapToObj(number -> event(LARGE)).toList());
            case 2 -> append(nextOf(AGGREGATES.get(random.nextInt(3)), 1 + random.nextInt(10)));
            case 3 -> addSnapshot(AGGREGATES.get(random.nextInt(3)));
            default -> schedule(random);
        };
        requests.add(request);
        return request;
    }

    /** The next events, unless another thread is faster. */
    private List<Event> nextOf(String aggregate, int count) {
        long first = highestOrNone(aggregate) + 1;
        return LongStream.range(first, first + count).mapToObj(sequence -> domainEvent(aggregate, sequence)).toList();
    }

    private long highestOrNone(String aggregate) {
        try {
            return store.events().highestSequence(aggregate);
        } catch (RuntimeException closed) {
            return EventStore.NONE;
        }
    }

    private CompletableFuture<?> append(List<Event> events) {
        return store.events().append(events).toCompletableFuture().whenComplete((last, failure) -> {
            if (failure == null) {
                appended.put(events, last);
            } else {
                refused.addAll(ids(events));
            }
        });
    }

    private CompletableFuture<?> addSnapshot(String aggregate) {
        Event snapshot = domainEvent(aggregate, Math.max(0, highestOrNone(aggregate)));
        return store.snapshots().add(snapshot).toCompletableFuture().thenRun(() -> snapshots.add(snapshot));
    }

    private CompletableFuture<?> schedule(Random random) {
        Event event = event("scheduled");
        int choice = random.nextInt(3);
        Duration pause = Duration.ofMillis(random.nextInt(200));
        CompletableFuture<String> token = store.scheduledEvents().schedule(clock.millis() + pause.toMillis(), event)
                .toCompletableFuture();
        token.thenRun(() -> scheduled.add(event.getMessageIdentifier()));
        CompletionStage<?> request = choice > 0
                ? token
                : token.thenCompose(store.scheduledEvents()::cancel).thenAccept(found -> {
                    if (found) {
                        cancelled.add(event.getMessageIdentifier());
                    }
                });
        return request.toCompletableFuture();
    }

    /** Follows the log to its end, in pages of any size. */
    private void read(Random random) {
        List<String> reading = new ArrayList<>();
        EventStore events = store.events();
        boolean last = false;
        while (!last) {
            last = writing.get() == 0;
            for (List<StoredEvent> page = page(events, reading.size(), random); !page.isEmpty(); page = page(events,
                    reading.size(), random)) {
                assertThat(page.getFirst().token()).isEqualTo(reading.size());
                page.forEach(event -> reading.add(event.event().getMessageIdentifier()));
            }
        }
        readings.add(reading);
    }

    private static List<StoredEvent> page(EventStore events, long from, Random random) {
        return events.read(from, new PageLimit(1 + random.nextInt(40), 1 << 20));
    }

    private void compareAggregate(String aggregate) {
        List<StoredEvent> events = store.events().readAggregate(AggregateRange.from(aggregate, 0), ALL).events();
        assertThat(events).extracting(event -> event.event().getAggregateSequenceNumber())
                .containsExactlyElementsOf(LongStream.range(0, events.size()).boxed().toList());
        assertThat(store.events().highestSequence(aggregate)).isEqualTo(events.size() - 1L);
        Set<Long> kept = ConcurrentHashMap.newKeySet();
        store.snapshots().list(AggregateRange.from(aggregate, 0), ALL)
                .forEach(snapshot -> kept.add(snapshot.getAggregateSequenceNumber()));
        snapshots.stream().filter(snapshot -> snapshot.getAggregateIdentifier().equals(aggregate))
                .forEach(snapshot -> assertThat(kept).contains(snapshot.getAggregateSequenceNumber()));
    }

    /** What is in memory comes in pages of its own. */
    private List<String> log() {
        List<String> ids = new ArrayList<>();
        for (List<StoredEvent> page = store.events().read(0, ALL); !page.isEmpty(); page = store.events()
                .read(ids.size(), ALL)) {
            page.forEach(event -> ids.add(event.event().getMessageIdentifier()));
        }
        return ids;
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::getMessageIdentifier).toList();
    }
}
