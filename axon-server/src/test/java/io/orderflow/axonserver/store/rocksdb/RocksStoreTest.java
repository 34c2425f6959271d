package io.orderflow.axonserver.store.rocksdb;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.eventAt;
import static io.orderflow.axonserver.conformance.Messages.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.axonserver.conformance.Messages;
import io.orderflow.axonserver.conformance.MutableClock;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.StoredEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest {

    private static final PageLimit PAGE = new PageLimit(1_000, 1 << 20);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final MutableClock clock = new MutableClock();
    @TempDir
    private Path directory;
    private final SharedMemory memory = new SharedMemory();
    private RocksStore store;

    @BeforeEach
    void open() {
        store = RocksStore.open(directory, clock, memory);
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    private void reopen() {
        store.close();
        open();
    }

    private long append(Event... transaction) {
        return store.events().append(List.of(transaction)).toCompletableFuture().join();
    }

    private List<EventWithToken> log() {
        List<EventWithToken> log = new ArrayList<>();
        List<StoredEvent> page = store.events().read(0, PAGE);
        while (!page.isEmpty()) {
            page.forEach(event -> log.add(event.message()));
            page = store.events().read(page.getLast().token() + 1, PAGE);
        }
        return log;
    }

    private List<Long> sequencesOf(String aggregateId) {
        return store.events()
                .readAggregate(AggregateRange.from(aggregateId, 0), PAGE)
                .events()
                .stream()
                .map(stored -> stored.event().getAggregateSequenceNumber())
                .toList();
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(store.events().headToken()).isEqualTo(EventStore.NONE);
        assertThat(store.events().firstToken()).isZero();
        assertThat(store.events().tokenAt(0)).isZero();
        assertThat(log()).isEmpty();
    }

    @Test
    void keepsEverythingOverAReopening() {
        Event[] events = IntStream.range(0, 500).mapToObj(i -> domainEvent("a" + i % 7, i / 7)).toArray(Event[]::new);
        append(events);
        append(event("plain"));
        store.snapshots().add(domainEvent("a1", 4)).toCompletableFuture().join();
        List<EventWithToken> before = log();

        reopen();

        assertThat(log()).isEqualTo(before).hasSize(501);
        assertThat(before)
                .extracting(EventWithToken::getToken)
                .containsExactlyElementsOf(LongStream.range(0, 501).boxed().toList());
        assertThat(store.events().highestSequence("a1")).isEqualTo(71);
        assertThat(sequencesOf("a1")).containsExactlyElementsOf(LongStream.range(0, 72).boxed().toList());
        assertThat(store.snapshots().latest(AggregateRange.from("a1", 0)))
                .get()
                .extracting(Event::getAggregateSequenceNumber)
                .isEqualTo(4L);
        assertThat(append(domainEvent("a1", 72))).isEqualTo(501);
    }

    @Test
    void readsFromTheDiskWhatIsNoLongerInMemory() {
        for (int i = 0; i < 40; i++) {
            append(IntStream.range(0, 1_000).mapToObj(n -> event("e")).toArray(Event[]::new));
        }

        assertThat(log())
                .hasSize(40_000)
                .extracting(EventWithToken::getToken)
                .isEqualTo(LongStream.range(0, 40_000).boxed().toList());
        assertThat(store.events().read(12_345, new PageLimit(1, 1)))
                .singleElement()
                .extracting(StoredEvent::token)
                .isEqualTo(12_345L);
    }

    @Test
    void keepsHugeAndTinyEventsInOrder() {
        Event huge = event("x".repeat(3 << 20));
        append(event("first"), huge, event("last"));
        append(domainEvent("a", 0).toBuilder().setPayload(huge.getPayload()).build(), domainEvent("a", 1));

        reopen();

        assertThat(log()).extracting(e -> e.getEvent().getPayload().getData().size()).containsExactly(5, 3 << 20, 4,
                3 << 20, 3);
        assertThat(sequencesOf("a")).containsExactly(0L);
        assertThat(store.events().readAggregate(AggregateRange.from("a", 1), PAGE).events()).hasSize(1);
    }

    @Test
    void letsOneOfManyConcurrentAppendsWin() {
        for (long sequence = 0; sequence < 50; sequence++) {
            long next = sequence;
            AtomicInteger won = new AtomicInteger();
            Stream.generate(() -> store.events().append(List.of(event("other"), domainEvent("a", next)))).limit(8)
                    .map(stage -> stage.toCompletableFuture().handle((token, error) -> {
                        if (error == null) {
                            won.incrementAndGet();
                        } else {
                            assertThat(error).isInstanceOf(StoreException.SequenceClash.class);
                        }
                        return token;
                    })).toList().forEach(CompletableFuture::join);
            assertThat(won).hasValue(1);
        }

        assertThat(store.events().headToken()).isEqualTo(99);
        assertThat(sequencesOf("a")).hasSize(50);
    }

    @Test
    void confirmsConcurrentAppendsOfDifferentAggregates() {
        List<Thread> threads = IntStream.range(0, 8).mapToObj(t -> Thread.ofPlatform().start(() -> {
            for (long sequence = 0; sequence < 200; sequence++) {
                append(domainEvent("t" + t, sequence));
            }
        })).toList();
        threads.forEach(RocksStoreTest::join);

        reopen();

        assertThat(log()).hasSize(1_600);
        for (int t = 0; t < 8; t++) {
            assertThat(sequencesOf("t" + t)).hasSize(200);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keepsAggregatesApartWhoseNamesStartAlike() {
        append(domainEvent("a", 0), domainEvent("ab", 0), domainEvent("a\0", 0), domainEvent("ä", 0));

        for (String id : List.of("a", "ab", "a\0", "ä")) {
            assertThat(sequencesOf(id)).containsExactly(0L);
        }
    }

    @Test
    void findsTokensByTimeAfterAReopening() {
        append(eventAt("0", 10), eventAt("1", 30), eventAt("2", 20));
        reopen();
        append(eventAt("3", 25), eventAt("4", 40));

        assertThat(store.events().tokenAt(10)).isZero();
        assertThat(store.events().tokenAt(20)).isEqualTo(1);
        assertThat(store.events().tokenAt(31)).isEqualTo(4);
        assertThat(store.events().tokenAt(41)).isEqualTo(5);
    }

    @Test
    void refusesWhatItCannotKeep() {
        assertThatThrownBy(() -> append(domainEvent("a".repeat(2_000), 0)))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreException.TooLarge.class);
        assertThatThrownBy(() -> append(event("x".repeat(17 << 20)))).hasCauseInstanceOf(StoreException.TooLarge.class);
        assertThatThrownBy(() -> store.snapshots().add(event("no aggregate")).toCompletableFuture().join())
                .hasCauseInstanceOf(StoreException.InvalidEvent.class);
        assertThatThrownBy(
                () -> store.scheduledEvents().schedule(0,
                        domainEvent("a", 0)).toCompletableFuture().join())
                .hasCauseInstanceOf(
                        StoreException.InvalidEvent.class);
    }

    @Test
    void firesASchedulesEventAtItsTimeAndNotBefore() {
        String token = schedule(Duration.ofHours(1), "later");
        assertThat(token).isNotEmpty();
        clock.advance(Duration.ofMinutes(59));
        await().during(Duration.ofMillis(1_200)).atMost(LIMIT).until(() -> log().isEmpty());

        clock.advance(Duration.ofMinutes(1));
        await().atMost(LIMIT).until(() -> log().size() == 1);
        assertThat(log().getFirst().getEvent().getTimestamp()).isEqualTo(clock.millis());
    }

    @Test
    void firesWhatBecameDueWhileItWasClosedOnceEach() {
        for (int i = 0; i < 1_300; i++) {
            store.scheduledEvents().schedule(clock.millis() + 1_000 + i, eventAt("due" + i, 0));
        }
        schedule(Duration.ofHours(1), "later");
        store.close();
        clock.advance(Duration.ofMinutes(1));
        open();

        await().atMost(LIMIT).until(() -> log().size() == 1_300);
        reopen();
        await().during(Duration.ofMillis(300)).atMost(LIMIT).until(() -> log().size() == 1_300);
        assertThat(log()).extracting(e -> textOf(e.getEvent().getPayload())).startsWith("due0",
                "due1").doesNotHaveDuplicates();
    }

    @Test
    void cancelsAndReschedules() {
        String cancelled = schedule(Duration.ofMinutes(1), "cancelled");
        String moved = schedule(Duration.ofMinutes(1), "moved");
        String again = store.scheduledEvents().reschedule(moved, clock.millis() + 120_000,
                eventAt("again", 0)).toCompletableFuture().join();
        assertThat(cancel(cancelled)).isTrue();
        assertThat(cancel(cancelled)).isFalse();
        assertThat(cancel(moved)).isFalse();
        assertThat(cancel("no token")).isFalse();
        reopen();

        clock.advance(Duration.ofMinutes(3));

        await().atMost(LIMIT).until(() -> !log().isEmpty());
        assertThat(log()).extracting(e -> textOf(e.getEvent().getPayload())).containsExactly("again");
        assertThat(cancel(again)).isFalse();
    }

    private String schedule(Duration in, String text) {
        return store.scheduledEvents().schedule(clock.millis() + in.toMillis(),
                eventAt(text, 0)).toCompletableFuture().join();
    }

    private boolean cancel(String token) {
        return store.scheduledEvents().cancel(token).toCompletableFuture().join();
    }

    @Test
    void isEmptyAfterAPurgeAndGoesOnWithTheNextToken() {
        append(eventAt("0", 10), domainEvent("a", 0), domainEvent("a", 1));
        store.snapshots().add(domainEvent("a", 1)).toCompletableFuture().join();
        schedule(Duration.ofMinutes(1), "never");
        store.setProperties(Map.of("owner", "me")).toCompletableFuture().join();

        store.purge().toCompletableFuture().join();

        for (int opening = 0; opening < 2; opening++) {
            assertThat(store.events().headToken()).isEqualTo(EventStore.NONE);
            assertThat(store.events().firstToken()).isEqualTo(3);
            assertThat(store.events().nextToken()).isEqualTo(3);
            assertThat(store.events().tokenAt(0)).isEqualTo(3);
            assertThat(store.events().highestSequence("a")).isEqualTo(EventStore.NONE);
            assertThat(store.snapshots().latest(AggregateRange.from("a", 0))).isEmpty();
            assertThat(store.properties()).containsExactly(Map.entry("owner", "me"));
            assertThat(log()).isEmpty();
            reopen();
        }
        assertThat(append(domainEvent("a", 0), eventAt("after", 5))).isEqualTo(4);
        assertThat(log()).extracting(EventWithToken::getToken).containsExactly(3L, 4L);
        assertThat(store.events().tokenAt(0)).isEqualTo(3);
        clock.advance(Duration.ofMinutes(2));
        schedule(Duration.ZERO, "due");
        await().atMost(LIMIT).until(() -> log().size() == 3);
        assertThat(textOf(log().getLast().getEvent().getPayload())).isEqualTo("due");
        reopen();
        assertThat(log()).extracting(EventWithToken::getToken).containsExactly(3L, 4L, 5L);
    }

    @Test
    void purgesBetweenTheAppendsThatCameBeforeAndAfter() {
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (int round = 0; round < 50; round++) {
            writes.add(store.events().append(List.of(domainEvent("a", 0))).toCompletableFuture());
            writes.add(store.purge().toCompletableFuture());
        }
        writes.add(store.events().append(List.of(domainEvent("a", 0))).toCompletableFuture());
        writes.forEach(CompletableFuture::join);

        assertThat(log()).extracting(EventWithToken::getToken).containsExactly(50L);
        assertThat(sequencesOf("a")).containsExactly(0L);
    }

    @Test
    void tellsOfANewHeadUntilNobodyListens() {
        AtomicInteger told = new AtomicInteger();
        EventStore.Subscription subscription = store.events().onHeadMoved(told::incrementAndGet);
        append(event("0"));
        subscription.close();
        append(event("1"));

        assertThat(told).hasValue(1);
    }

    @Test
    void refusesEverythingOnceItIsClosed() {
        store.close();

        assertThatThrownBy(() -> append(event("late"))).hasCauseInstanceOf(StoreException.Closed.class);
        assertThatThrownBy(() -> store.events().highestSequence("a")).isInstanceOf(StoreException.Closed.class);
    }

    @Test
    void isOpenOnceAtATime() {
        assertThatThrownBy(() -> RocksStore.open(directory, clock, memory))
                .isInstanceOf(StoreException.Failure.class)
                .hasMessageContaining(directory.toString());
    }

    @Test
    void dropsATransactionThatWasTornWhileItWasWritten() throws Exception {
        append(event("whole"));
        append(event("torn"));
        store.close();
        try (Stream<Path> files = Files.list(directory)) {
            Path log = files.filter(file -> file.toString().endsWith(".log")).max(Path::compareTo).orElseThrow();
            byte[] bytes = Files.readAllBytes(log);
            Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length - 3), StandardOpenOption.TRUNCATE_EXISTING);
        }

        open();

        assertThat(log()).extracting(e -> textOf(e.getEvent().getPayload())).containsExactly("whole");
        assertThat(append(Messages.event("next"))).isEqualTo(1);
    }
}
