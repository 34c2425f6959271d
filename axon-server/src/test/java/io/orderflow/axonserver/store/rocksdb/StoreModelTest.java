package io.orderflow.axonserver.store.rocksdb;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.eventAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.axonserver.conformance.MutableClock;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.EventStore;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoredEvent;
import io.orderflow.axonserver.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Does the same at random to a store and to a twin in memory, and compares what the two answer. */
class StoreModelTest {

    private static final int TRIES = 60;
    private static final List<String> IDS = List.of("a", "ab", "b");

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void answersAsItsTwinDoes(@ForAll("steps") List<Step> steps) throws IOException {
        try (Subject subject = new Subject()) {
            for (Step step : steps) {
                step.take(subject);
                subject.compare();
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> ids = Arbitraries.of(IDS);
        Arbitrary<Integer> small = Arbitraries.integers().between(1, 40);
        Arbitrary<Step> appends = ids.flatMap(id -> small.map(count -> subject -> subject.append(id, count, 0)));
        Arbitrary<Step> clashes = ids.flatMap(id -> Arbitraries.of(-1, 1, 7)
                .map(offset -> subject -> subject.append(id, 2, offset)));
        Arbitrary<Step> plain = Arbitraries.longs().between(0, 100).map(time -> subject -> subject.appendPlain(time));
        Arbitrary<Step> huge = ids.map(id -> subject -> subject.append(id, 1_500, 0));
        Arbitrary<Step> snapshots = ids.map(id -> subject -> subject.snapshot(id));
        Arbitrary<Step> reads = small.map(limit -> subject -> subject.compareFrom(limit));
        Arbitrary<Step> reopenings = Arbitraries.of(Subject::reopen, Subject::crash, Subject::purge);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(6, appends), net.jqwik.api.Tuple.of(2, clashes),
                net.jqwik.api.Tuple.of(4, plain), net.jqwik.api.Tuple.of(1, huge), net.jqwik.api.Tuple.of(2, snapshots),
                net.jqwik.api.Tuple.of(3, reads), net.jqwik.api.Tuple.of(2, reopenings)).list().ofMinSize(1)
                .ofMaxSize(25);
    }

    /** Something that is done to the store and its twin. */
    private interface Step {
        void take(Subject subject);
    }

    /** The store, and what it should hold. */
    private static final class Subject implements AutoCloseable {
        private final SharedMemory memory = new SharedMemory();
        private final Path directory = Files.createTempDirectory("store-model");
        private final List<EventWithToken> log = new ArrayList<>();
        private final Map<String, List<Event>> aggregates = new HashMap<>();
        private final Map<String, TreeMap<Long, Event>> snapshots = new HashMap<>();
        private long firstToken;
        private int copies;
        private RocksStore store;

        Subject() throws IOException {
            open();
        }

        private Path place() {
            return directory.resolve("store" + copies);
        }

        private void open() {
            store = RocksStore.open(place(), new MutableClock(), memory);
        }

        void reopen() {
            store.close();
            open();
        }

        /** The files as they are while the store is open, which is what a crash leaves, are those of the next store. */
        void crash() {
            Path before = place();
            copies++;
            try (Stream<Path> files = Files.list(before)) {
                Files.createDirectories(place());
                for (Path file : files.filter(file -> !file.endsWith("LOCK")).toList()) {
                    Files.copy(file, place().resolve(file.getFileName()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            RocksStore abandoned = store;
            open();
            abandoned.close();
        }

        void purge() {
            store.purge().toCompletableFuture().join();
            firstToken += log.size();
            log.clear();
            aggregates.clear();
            snapshots.clear();
        }

        private List<Event> of(String id) {
            return aggregates.computeIfAbsent(id, unknown -> new ArrayList<>());
        }

        void append(String id, int count, int offset) {
            List<Event> transaction = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                transaction.add(domainEvent(id, of(id).size() + i + offset));
            }
            boolean refused = submit(transaction);
            assertThat(refused).isEqualTo(offset != 0);
            if (!refused) {
                of(id).addAll(transaction);
            }
        }

        void appendPlain(long time) {
            assertThat(submit(List.of(eventAt("plain", time)))).isFalse();
        }

        /** Answers whether it was refused. */
        private boolean submit(List<Event> transaction) {
            try {
                long last = store.events().append(transaction).toCompletableFuture().join();
                for (Event event : transaction) {
                    log.add(EventWithToken.newBuilder().setToken(firstToken + log.size()).setEvent(event).build());
                }
                assertThat(last).isEqualTo(log.getLast().getToken());
                return false;
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(StoreException.SequenceClash.class);
                return true;
            }
        }

        void snapshot(String id) {
            if (!of(id).isEmpty()) {
                assertThatThrownBy(() -> store.snapshots().add(domainEvent(id, of(id).size())).toCompletableFuture()
                        .join()).hasCauseInstanceOf(StoreException.SnapshotBeyondLog.class);
                Event snapshot = domainEvent(id, of(id).size() - 1);
                store.snapshots().add(snapshot).toCompletableFuture().join();
                snapshots.computeIfAbsent(id, unknown -> new TreeMap<>())
                        .put(snapshot.getAggregateSequenceNumber(), snapshot);
            }
        }

        /** Reads in pages of a size, from a place that follows from it. */
        void compareFrom(int limit) {
            PageLimit page = new PageLimit(limit, 1 << 20);
            int from = log.isEmpty() ? 0 : limit * 31 % log.size();
            assertThat(store.events().read(firstToken + from, page)).map(StoredEvent::message)
                    .isEqualTo(log.subList(from, Math.min(log.size(), from + limit)));
            for (String id : IDS) {
                List<Event> all = of(id);
                int first = all.isEmpty() ? 0 : limit * 17 % all.size();
                assertThat(store.events().readAggregate(AggregateRange.from(id, first), page).events())
                        .map(StoredEvent::event)
                        .isEqualTo(all.subList(first, Math.min(all.size(), first + limit)));
            }
            long expected = log.stream()
                    .filter(event -> event.getEvent().getTimestamp() >= limit)
                    .mapToLong(EventWithToken::getToken)
                    .findFirst()
                    .orElse(firstToken + log.size());
            assertThat(store.events().tokenAt(limit)).isEqualTo(expected);
        }

        void compare() {
            assertThat(store.events().firstToken()).isEqualTo(firstToken);
            assertThat(store.events().nextToken()).isEqualTo(firstToken + log.size());
            assertThat(store.events().headToken())
                    .isEqualTo(log.isEmpty() ? EventStore.NONE : log.getLast().getToken());
            for (String id : IDS) {
                assertThat(store.events().highestSequence(id)).isEqualTo(of(id).size() - 1);
                assertThat(store.snapshots().list(AggregateRange.from(id, 0), new PageLimit(100, Integer.MAX_VALUE)))
                        .isEqualTo(List.copyOf(snapshots.getOrDefault(id, new TreeMap<>()).descendingMap().values()));
            }
        }

        @Override
        public void close() {
            try {
                List<EventWithToken> read = new ArrayList<>();
                for (List<StoredEvent> page = store.events().read(0, new PageLimit(100, 1 << 20)); !page
                        .isEmpty(); page = store.events().read(firstToken + read.size(), new PageLimit(100, 1 << 20))) {
                    page.forEach(event -> read.add(event.message()));
                }
                assertThat(read).isEqualTo(log);
                store.close();
                Database database = Database.openReadOnly(place(), memory);
                assertThat(new Verification(database).findings().problems()).isEmpty();
                database.close("done");
            } finally {
                store.close();
                memory.close();
                Directories.delete(directory);
            }
        }
    }
}
