package io.orderflow.service.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers that share the end of the log get each event once and in order, and none waits for another. */
@Timeout(60)
class LogTailTest {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Store store = new Store();
    private final CheckpointedLog log = new CheckpointedLog(() -> store);
    private final List<BlockingStream<TrackedEventMessage<?>>> readers = new ArrayList<>();
    private int appended;

    @AfterEach
    void close() {
        readers.forEach(BlockingStream::close);
        await().untilAsserted(() -> assertThat(store.open).isEmpty());
        store.shutDown();
    }

    @Test
    void readsTheLogOnceForAllReadersAtItsEnd() throws InterruptedException {
        append(10);
        TrackingToken head = log.createHeadToken();
        List<BlockingStream<TrackedEventMessage<?>>> many = IntStream.range(0, 9).mapToObj(reader -> open(head))
                .toList();
        append(100);
        List<TrackedEventMessage<?>> first = read(many.getFirst(), 100);
        for (BlockingStream<TrackedEventMessage<?>> reader : many.subList(1, many.size())) {
            assertThat(read(reader, 100)).usingElementComparator((one, other) -> one == other ? 0 : 1)
                    .isEqualTo(first);
        }
        assertThat(payloads(first)).isEqualTo(numbers(10, 110));
        assertThat(store.opened).hasValue(1);
    }

    @Test
    void readsAloneFromFarBehindAndThenJoins() throws InterruptedException {
        append(500);
        BlockingStream<TrackedEventMessage<?>> reader = open(null);
        assertThat(store.opened).hasValue(2);
        assertThat(payloads(read(reader, 500))).isEqualTo(numbers(0, 500));
        append(10);
        assertThat(payloads(read(reader, 10))).isEqualTo(numbers(500, 510));
        await().until(() -> !reader.hasNextAvailable() && store.open.size() == 1);
        append(10);
        assertThat(payloads(read(reader, 10))).isEqualTo(numbers(510, 520));
    }

    @Test
    void letsASlowReaderReadAloneWhatTheTailHasNoLonger() throws InterruptedException {
        BlockingStream<TrackedEventMessage<?>> fast = open(null);
        BlockingStream<TrackedEventMessage<?>> slow = open(null);
        append(10);
        assertThat(payloads(read(slow, 5))).isEqualTo(numbers(0, 5));
        append(2 * LogTail.CAPACITY);
        assertThat(read(fast, 10 + 2 * LogTail.CAPACITY)).hasSize(10 + 2 * LogTail.CAPACITY);
        assertThat(payloads(read(slow, 5 + 2 * LogTail.CAPACITY))).isEqualTo(numbers(5, 10 + 2 * LogTail.CAPACITY));
    }

    /** Events that are kept for longer than the young generation lasts are collected by the pause of a whole one. */
    @Test
    void keepsOnlyWhatAReaderHasYetToRead() {
        BlockingStream<TrackedEventMessage<?>> fast = open(null);
        BlockingStream<TrackedEventMessage<?>> slow = open(null);
        append(4 * LogTail.KEPT);
        read(fast, 4 * LogTail.KEPT);
        append(1);
        read(fast, 1);
        LogTail tail = Objects.requireNonNull(log.tail());
        assertThat(tail.eventAt(0)).isNotNull();

        assertThat(payloads(read(slow, 2 * LogTail.KEPT))).isEqualTo(numbers(0, 2 * LogTail.KEPT));
        append(1);

        await().until(() -> tail.eventAt(2L * LogTail.KEPT - 1) == null);
        assertThat(payloads(read(slow, 2 * LogTail.KEPT + 2)))
                .isEqualTo(numbers(2 * LogTail.KEPT, 4 * LogTail.KEPT + 2));
        append(1);
        await().until(() -> tail.eventAt(3L * LogTail.KEPT) == null);
        assertThat(tail.eventAt(4L * LogTail.KEPT)).isNotNull();
        assertThat(payloads(read(open(new GlobalSequenceTrackingToken(4L * LogTail.KEPT)), 2)))
                .isEqualTo(numbers(4 * LogTail.KEPT + 1, 4 * LogTail.KEPT + 3));
    }

    /** It joins where the tail still has its next event, and would read by itself for ever behind a busy log. */
    @Test
    void keepsWhatAllHaveReadForAReaderThatReadsAlone() {
        BlockingStream<TrackedEventMessage<?>> fast = open(null);
        append(2 * LogTail.KEPT);
        read(fast, 2 * LogTail.KEPT);
        append(1);
        LogTail tail = Objects.requireNonNull(log.tail());
        await().until(() -> tail.eventAt(0) == null);
        BlockingStream<TrackedEventMessage<?>> alone = open(new GlobalSequenceTrackingToken(9));

        append(3 * LogTail.KEPT);
        read(fast, 3 * LogTail.KEPT + 1);
        append(1);
        read(fast, 1);

        assertThat(tail.eventAt(2L * LogTail.KEPT)).isNotNull();
        assertThat(payloads(read(alone, 5 * LogTail.KEPT - 8))).isEqualTo(numbers(10, 5 * LogTail.KEPT + 2));
        await().until(() -> !alone.hasNextAvailable() && store.open.size() == 1);
        append(1);
        read(fast, 1);
        read(alone, 1);
        append(1);
        await().until(() -> tail.eventAt(2L * LogTail.KEPT) == null);
    }

    @Test
    void readsAloneWhatTheTailHasForgotten() {
        BlockingStream<TrackedEventMessage<?>> fast = open(null);
        append(3 * LogTail.KEPT);
        read(fast, 3 * LogTail.KEPT);
        append(1);
        LogTail tail = Objects.requireNonNull(log.tail());
        await().until(() -> tail.eventAt(0) == null);

        assertThat(payloads(read(open(new GlobalSequenceTrackingToken(9)), 3 * LogTail.KEPT - 9)))
                .isEqualTo(numbers(10, 3 * LogTail.KEPT + 1));
    }

    @Test
    void givesEachEventOnceWhileOthersAppend() throws Exception {
        int events = 6 * LogTail.CAPACITY;
        List<CompletableFuture<List<Object>>> results = new ArrayList<>();
        append(50);
        for (int reader = 0; reader < 4; reader++) {
            BlockingStream<TrackedEventMessage<?>> stream = open(reader % 2 == 0 ? null : log.createHeadToken());
            int first = reader % 2 == 0 ? 0 : 50;
            results.add(CompletableFuture.supplyAsync(() -> payloads(read(stream, events + 50 - first)),
                    Thread::startVirtualThread));
        }
        append(events);
        for (int reader = 0; reader < 4; reader++) {
            assertThat(results.get(reader).get(50, TimeUnit.SECONDS))
                    .isEqualTo(numbers(reader % 2 == 0 ? 0 : 50, events + 50));
        }
    }

    @Test
    void readsAloneWhileAnotherWaitsForTheEventStore() throws Exception {
        append(5);
        store.answers = new CountDownLatch(1);
        CompletableFuture<BlockingStream<TrackedEventMessage<?>>> waiting = CompletableFuture
                .supplyAsync(() -> log.openStream(null));
        store.asked.await();

        assertThat(payloads(read(open(null), 5))).isEqualTo(numbers(0, 5));

        store.answers.countDown();
        readers.add(waiting.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Test
    void tellsOfNewEvents() {
        BlockingStream<TrackedEventMessage<?>> reader = open(null);
        AtomicInteger calls = new AtomicInteger();
        reader.setOnAvailableCallback(calls::incrementAndGet);
        assertThat(calls).hasValue(1);
        append(1);
        await().untilAtomic(calls, org.hamcrest.Matchers.greaterThan(1));
        reader.close();
        int before = calls.get();
        BlockingStream<TrackedEventMessage<?>> other = open(null);
        append(1);
        await().until(other::hasNextAvailable);
        assertThat(calls).hasValue(before);
    }

    @Test
    void failsItsReadersAndIsFollowedByAnother() throws InterruptedException {
        BlockingStream<TrackedEventMessage<?>> one = open(null);
        BlockingStream<TrackedEventMessage<?>> two = open(null);
        append(3);
        assertThat(payloads(read(one, 3))).isEqualTo(numbers(0, 3));
        store.fail = true;
        append(1);
        assertThatThrownBy(() -> one.hasNextAvailable(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                .isInstanceOf(EventStoreException.class)
                .hasRootCauseMessage("The connection is gone");
        assertThat(payloads(read(two, 3))).isEqualTo(numbers(0, 3));
        assertThatThrownBy(two::hasNextAvailable).isInstanceOf(EventStoreException.class);
        store.fail = false;
        assertThat(payloads(read(open(new GlobalSequenceTrackingToken(2)), 1))).isEqualTo(numbers(3, 4));
    }

    @Test
    void goesOnWithoutAReaderWhoseThreadHasEnded() {
        BlockingStream<TrackedEventMessage<?>> ended = open(null);
        BlockingStream<TrackedEventMessage<?>> other = open(null);
        AtomicInteger calls = new AtomicInteger();
        ended.setOnAvailableCallback(() -> {
            if (calls.getAndIncrement() > 0) {
                throw new java.util.concurrent.RejectedExecutionException();
            }
        });
        append(1);
        await().until(() -> other.hasNextAvailable() && calls.get() > 1);
        append(1);
        assertThat(read(other, 2)).hasSize(2);
    }

    @Test
    void leavesOutTheTypesThatAReaderIgnores() throws InterruptedException {
        BlockingStream<TrackedEventMessage<?>> one = open(null);
        BlockingStream<TrackedEventMessage<?>> other = open(null);
        append(2);
        one.skipMessagesWithPayloadTypeOf(read(one, 1).getFirst());
        assertThat(one.hasNextAvailable(20, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(one.peek()).isEmpty();
        store.publish(new GenericDomainEventMessage<>("Counter", "words", 0, "word"));
        append(1);
        assertThat(payloads(read(one, 1))).containsExactly("word");
        assertThat(one.hasNextAvailable()).isFalse();
        assertThat(payloads(read(other, 4))).containsExactly(0, 1, "word", 2);
    }

    @Test
    void startsWhereATokenIsOfALongerLog() throws InterruptedException {
        BlockingStream<TrackedEventMessage<?>> reader = open(new GlobalSequenceTrackingToken(7));
        append(10);
        assertThat(payloads(read(reader, 2))).isEqualTo(numbers(8, 10));
    }

    private BlockingStream<TrackedEventMessage<?>> open(@Nullable TrackingToken after) {
        BlockingStream<TrackedEventMessage<?>> reader = log.openStream(after);
        readers.add(reader);
        return reader;
    }

    private void append(int count) {
        for (int event = 0; event < count; event++) {
            store.publish(new GenericDomainEventMessage<>("Counter", "counter", appended, appended));
            appended++;
        }
    }

    private static List<TrackedEventMessage<?>> read(BlockingStream<TrackedEventMessage<?>> reader, int count) {
        List<TrackedEventMessage<?>> events = new ArrayList<>();
        try {
            while (events.size() < count) {
                if (!reader.hasNextAvailable(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("No event comes after " + events.size());
                }
                events.add(reader.nextAvailable());
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return events;
    }

    private static List<Object> payloads(List<TrackedEventMessage<?>> events) {
        return events.stream().<Object>map(TrackedEventMessage::getPayload).toList();
    }

    private static List<Object> numbers(int from, int to) {
        return IntStream.range(from, to).<Object>mapToObj(number -> number).toList();
    }

    /** Counts its streams, and has those that are open fail on demand. */
    private static final class Store extends EmbeddedEventStore {

        private final AtomicInteger opened = new AtomicInteger();
        private final Set<TrackingEventStream> open = ConcurrentHashMap.newKeySet();
        private final CountDownLatch asked = new CountDownLatch(1);
        private volatile CountDownLatch answers = new CountDownLatch(0);
        private volatile boolean fail;

        Store() {
            super(EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()));
        }

        @Override
        public TrackingToken createHeadToken() {
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            return super.createHeadToken();
        }

        @Override
        public TrackingEventStream openStream(@Nullable TrackingToken token) {
            opened.incrementAndGet();
            Counted counted = new Counted(super.openStream(token));
            open.add(counted);
            return counted;
        }

        private final class Counted implements TrackingEventStream {

            private final TrackingEventStream stream;

            Counted(TrackingEventStream stream) {
                this.stream = stream;
            }

            @Override
            public java.util.Optional<TrackedEventMessage<?>> peek() {
                return stream.peek();
            }

            @Override
            public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
                boolean available = stream.hasNextAvailable(timeout, unit);
                if (fail) {
                    throw new IllegalStateException("The connection is gone");
                }
                return available;
            }

            @Override
            public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
                return stream.nextAvailable();
            }

            @Override
            public void close() {
                open.remove(this);
                stream.close();
            }
        }
    }
}
