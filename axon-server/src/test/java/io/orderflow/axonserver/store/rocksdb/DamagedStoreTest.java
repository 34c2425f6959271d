package io.orderflow.axonserver.store.rocksdb;

import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.axonserver.conformance.MutableClock;
import io.orderflow.axonserver.store.AggregatePage;
import io.orderflow.axonserver.store.AggregateRange;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.StoredEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** A store whose files somebody has damaged: it must say so, and never answer with less than it was given. */
class DamagedStoreTest {

    private static final int EVENTS = 200;
    private static final int EVENT_BYTES = 2_000;

    private final SharedMemory memory = new SharedMemory();
    @TempDir
    private Path directory;

    /** Half of the events are in table files, the other half in the log of writes. */
    @BeforeEach
    void fill() {
        try (RocksStore store = open()) {
            append(store, 0, EVENTS / 2);
        }
        flush();
        try (RocksStore store = open()) {
            append(store, EVENTS / 2, EVENTS);
        }
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void storesNothingWhileItsDirectoryIsGone() throws IOException {
        Path elsewhere = directory.resolveSibling(directory.getFileName() + "-elsewhere");
        try (RocksStore store = open()) {
            Files.move(directory, elsewhere);
            AtomicInteger next = new AtomicInteger(EVENTS);
            await().until(() -> {
                try {
                    append(store, next.get(), next.get() + 1);
                    next.incrementAndGet();
                    return false;
                } catch (CompletionException refused) {
                    assertThat(refused).hasCauseInstanceOf(StoreException.Failure.class)
                            .hasMessageContaining("removed or replaced")
                            .hasMessageContaining(directory.toString());
                    return true;
                }
            });
            assertThat(store.written().failed()).isPositive();

            Files.move(elsewhere, directory);

            append(store, next.get(), next.get() + 1);
        }
    }

    private RocksStore open() {
        return RocksStore.open(directory, new MutableClock(), memory);
    }

    private void flush() {
        try (DatabaseOptions options = new DatabaseOptions(memory);
                Opening opening = Opening.of(directory, options);
                FlushOptions flush = new FlushOptions()) {
            opening.db().flush(flush, opening.handles());
        } catch (org.rocksdb.RocksDBException e) {
            throw new AssertionError(e);
        }
    }

    private static void append(RocksStore store, long from, long to) {
        Random random = new Random(from);
        for (long sequence = from; sequence < to; sequence++) {
            byte[] payload = new byte[EVENT_BYTES];
            random.nextBytes(payload);
            Event event = domainEvent("a", sequence);
            store.events()
                    .append(List.of(event.toBuilder()
                            .setPayload(event.getPayload().toBuilder().setData(ByteString.copyFrom(payload)))
                            .build()))
                    .toCompletableFuture()
                    .join();
        }
    }

    private static List<EventWithToken> readAll(RocksStore store) {
        List<EventWithToken> all = new ArrayList<>();
        PageLimit limit = new PageLimit(64, 1 << 20);
        for (List<StoredEvent> page = store.events().read(0, limit); !page.isEmpty(); page = store.events()
                .read(all.size(), limit)) {
            page.forEach(event -> all.add(event.message()));
        }
        return all;
    }

    private static AggregatePage readAggregate(RocksStore store) {
        return store.events().readAggregate(AggregateRange.from("a", 0), new PageLimit(EVENTS, 1 << 30));
    }

    private Path file(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .max((one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void cut(Path file, long bytes) throws IOException {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, (int) bytes));
    }

    private void assertRefusesToOpen(String... words) {
        assertThatThrownBy(() -> open().close())
                .isInstanceOf(StoreException.Failure.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContainingAll(words);
    }

    @Test
    void namesTheTableFileThatIsMissing() throws IOException {
        Path table = file("\\d+\\.sst");
        Files.delete(table);

        assertRefusesToOpen(table.getFileName().toString());
    }

    @Test
    void namesTheTableFileThatIsShorterThanItWas() throws IOException {
        Path table = file("\\d+\\.sst");
        cut(table, Files.size(table) / 2);

        assertRefusesToOpen(table.getFileName().toString());
    }

    @Test
    void namesTheManifestThatIsMissing() throws IOException {
        Path manifest = file("MANIFEST-.*");
        Files.delete(manifest);

        assertRefusesToOpen(manifest.getFileName().toString());
    }

    @Test
    void makesNoNewStoreWhereCurrentIsMissing() throws IOException {
        Files.delete(directory.resolve("CURRENT"));

        assertRefusesToOpen("CURRENT", "missing");
        assertThat(directory.resolve("CURRENT")).doesNotExist();
    }

    @Test
    void refusesALogOfWritesThatLacksMoreThanATornEnd() throws IOException {
        Path log = file("\\d+\\.log");
        cut(log, Files.size(log) / 2);

        assertRefusesToOpen("log of writes", "lost");
    }

    @Test
    void refusesALogOfWritesThatIsGone() throws IOException {
        Files.delete(file("\\d+\\.log"));

        assertRefusesToOpen("log of writes", "lost");
    }

    @Test
    void refusesALogOfWritesWithADamagedMiddle() throws IOException {
        Path log = file("\\d+\\.log");
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length / 2] ^= 1;
        Files.write(log, bytes);

        assertRefusesToOpen("log of writes", log.getFileName().toString());
    }

    @Test
    void refusesAManifestWithADamagedMiddle() throws IOException {
        Path manifest = file("MANIFEST-.*");
        byte[] bytes = Files.readAllBytes(manifest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(manifest, bytes);

        assertRefusesToOpen(manifest.getFileName().toString());
    }

    @Test
    void namesTheCurrentFileThatLeadsNowhere() throws IOException {
        for (String content : List.of("", "garbage", "garbage\n")) {
            Files.writeString(directory.resolve("CURRENT"), content);

            assertRefusesToOpen("damaged", "CURRENT");
        }
        Files.writeString(directory.resolve("CURRENT"), "MANIFEST-000999\n");
        assertRefusesToOpen("MANIFEST-000999");
    }

    /** It repeats what the server says anyway at each opening. */
    @Test
    void needsNoFileOfOptions() throws IOException {
        Files.writeString(file("OPTIONS-.*"), "garbage");

        try (RocksStore store = open()) {
            assertThat(readAll(store)).hasSize(EVENTS);
        }
    }

    @Test
    void opensAStoreOfTheVersionWithoutPersistentStreams() throws Exception {
        try (DatabaseOptions options = new DatabaseOptions(memory); Opening opening = Opening.of(directory, options)) {
            for (Family family : Family.values()) {
                if (family == Family.STREAMS || family == Family.SEGMENTS) {
                    opening.db().dropColumnFamily(opening.handle(family));
                }
            }
            opening.db().put("format".getBytes(StandardCharsets.UTF_8), "1".getBytes(StandardCharsets.UTF_8));
        }

        try (RocksStore store = open()) {
            assertThat(readAll(store)).hasSize(EVENTS);
            append(store, EVENTS, EVENTS + 1);
        }
        try (DatabaseOptions options = new DatabaseOptions(memory); Opening opening = Opening.of(directory, options)) {
            assertThat(opening.db().get("format".getBytes(StandardCharsets.UTF_8))).asString().isEqualTo("2");
        }
    }

    @Test
    void refusesAStoreOfAVersionThatItDoesNotKnow() throws Exception {
        try (DatabaseOptions options = new DatabaseOptions(memory); Opening opening = Opening.of(directory, options)) {
            opening.db().put("format".getBytes(StandardCharsets.UTF_8), "3".getBytes(StandardCharsets.UTF_8));
        }

        assertRefusesToOpen("version 3", "version 2");
    }

    @Test
    void isUnwellOnceAReadHasMetDamage() throws IOException {
        Path table = file("\\d+\\.sst");
        byte[] bytes = Files.readAllBytes(table);
        for (int place = 0; place < bytes.length / 2; place += 1_000) {
            bytes[place] ^= 0x10;
        }
        Files.write(table, bytes);

        try (RocksStore store = open()) {
            assertThat(store.failure()).isEmpty();
            assertThatThrownBy(() -> {
                readAll(store);
                readAggregate(store);
            }).isInstanceOf(StoreException.Failure.class);
            assertThat(store.failure().orElseThrow()).contains(table.getFileName().toString());
        }
    }

    /** Wherever the damage is: either the read says so, or it was a byte that nothing depends on. */
    @Test
    void neverReadsWrongEventsFromADamagedTable() throws IOException {
        List<EventWithToken> expected;
        try (RocksStore store = open()) {
            expected = readAll(store);
        }
        assertThat(expected).hasSize(EVENTS);
        Path table = file("\\d+\\.sst");
        byte[] whole = Files.readAllBytes(table);
        int failures = 0;
        for (int place = 0; place < 20; place++) {
            byte[] damaged = whole.clone();
            damaged[whole.length / 20 * place] ^= 0x10;
            Files.write(table, damaged);
            try (RocksStore store = open()) {
                assertThat(readAll(store)).isEqualTo(expected);
                assertThat(readAggregate(store).events()).hasSize(EVENTS);
            } catch (StoreException.Failure failure) {
                failures++;
                assertThat(failure).hasMessageContaining(table.getFileName().toString());
            }
        }
        assertThat(failures).isGreaterThan(14);
    }

    @Test
    void cutsOffWritesThatWereNotConfirmed() throws IOException {
        long confirmed;
        try (DatabaseOptions options = new DatabaseOptions(memory); Opening opening = Opening.of(directory, options)) {
            confirmed = opening.db().getLatestSequenceNumber();
        } catch (org.rocksdb.RocksDBException e) {
            throw new AssertionError(e);
        }
        try (RocksStore store = open()) {
            append(store, EVENTS, EVENTS + 70);
        }

        WriteAheadLog.cutAfter(directory, confirmed);
        Files.delete(directory.resolve(ConfirmedMark.FILE));

        try (RocksStore store = open()) {
            assertThat(readAll(store)).hasSize(EVENTS);
            append(store, EVENTS, EVENTS + 1);
            assertThat(store.events().highestSequence("a")).isEqualTo(EVENTS);
        }
    }

    @Test
    void cutsNothingOffThatWasConfirmed() throws IOException {
        Path log = file("\\d+\\.log");
        long size = Files.size(log);

        WriteAheadLog.cutAfter(directory, Long.MAX_VALUE);

        assertThat(Files.size(log)).isEqualTo(size);
    }

    /** As an earlier version left it, which took such snapshots. */
    @Test
    void removesSnapshotsBeyondTheLogWhenItIsFirstOpened() {
        putSnapshots(domainEvent("a", EVENTS - 1), domainEvent("a", EVENTS), domainEvent("b", 0));
        Findings before = findings();
        assertThat(before.problems()).isEmpty();
        assertThat(before.notes()).singleElement().asString().startsWith("2 snapshots").contains("of a at " + EVENTS);

        try (RocksStore store = open()) {
            assertThat(store.snapshots().list(AggregateRange.from("a", 0), PageLimit.ONE))
                    .extracting(Event::getAggregateSequenceNumber).containsExactly(EVENTS - 1L);
            store.events().append(List.of(domainEvent("b", 0))).toCompletableFuture().join();
            assertThat(store.snapshots().latest(AggregateRange.from("b", 0))).isEmpty();
        }
        assertThat(findings()).isEqualTo(new Findings(List.of(), List.of()));
    }

    private Findings findings() {
        Database database = Database.openReadOnly(directory, memory);
        try {
            return new Verification(database).findings();
        } finally {
            database.close("done");
        }
    }

    private void putSnapshots(Event... snapshots) {
        Database database = Database.open(directory, memory);
        try (WriteBatch batch = new WriteBatch()) {
            for (Event snapshot : snapshots) {
                new Snapshots(database).put(batch, Keys.aggregateId(snapshot.getAggregateIdentifier()),
                        snapshot.getAggregateSequenceNumber(), snapshot.toByteArray());
            }
            batch.delete(database.handle(Family.DEFAULT), Properties.SNAPSHOTS_WITHIN_LOG_KEY);
            database.write(batch);
        } catch (RocksDBException e) {
            throw new AssertionError(e);
        } finally {
            database.close("done");
        }
    }
}
