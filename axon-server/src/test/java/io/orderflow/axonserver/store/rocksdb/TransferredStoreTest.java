package io.orderflow.axonserver.store.rocksdb;

import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.eventAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.conformance.MutableClock;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.ScheduledEvents.Scheduled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store gives and takes when its events move to another one. */
class TransferredStoreTest {

    private static final PageLimit PAGE = new PageLimit(2, 1 << 20);

    private final MutableClock clock = new MutableClock();
    @TempDir
    private Path directory;
    private final SharedMemory memory = new SharedMemory();
    private RocksStore one;
    private RocksStore other;

    @BeforeEach
    void open() {
        one = RocksStore.open(directory.resolve("one"), clock, memory);
        other = RocksStore.open(directory.resolve("other"), clock, memory);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        memory.close();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static List<Scheduled> scheduled(RocksStore store) {
        List<Scheduled> all = new ArrayList<>();
        for (List<Scheduled> page = store.scheduledEvents().page("", PAGE); !page.isEmpty(); page = store
                .scheduledEvents().page(page.getLast().token(), PAGE)) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            all.addAll(page);
        }
        return all;
    }

    @Test
    void listsScheduledEventsInPagesSoonestFirst() {
        long hour = clock.millis() + 3_600_000;
        LongStream.of(5, 1, 4, 2, 3).forEach(i -> done(one.scheduledEvents().schedule(hour + i, event("e" + i))));

        assertThat(scheduled(one)).extracting(Scheduled::epochMillis)
                .containsExactly(hour + 1, hour + 2, hour + 3, hour + 4, hour + 5);
        assertThat(scheduled(other)).isEmpty();
    }

    @Test
    void keepsTheTokensOfScheduledEventsThatComeFromAnotherStore() {
        long hour = clock.millis() + 3_600_000;
        done(one.scheduledEvents().schedule(hour, event("first")));
        done(one.scheduledEvents().schedule(hour + 1, event("second")));

        // Twice, as who was cut off does it again.
        for (int time = 0; time < 2; time++) {
            scheduled(one).forEach(event -> assertThat(done(other.scheduledEvents().restore(event)))
                    .isEqualTo(event.token()));
        }

        assertThat(scheduled(other)).hasSize(2).isEqualTo(scheduled(one));
        assertThat(done(other.scheduledEvents().cancel(scheduled(one).getFirst().token()))).isTrue();
    }

    @Test
    void givesAnotherTokenForOneThatItCouldNotHaveGiven() {
        long hour = clock.millis() + 3_600_000;
        String ofAnotherTime = done(one.scheduledEvents().schedule(hour, event("moved")));

        for (String token : List.of("no token of ours", "", ofAnotherTime)) {
            assertThat(done(other.scheduledEvents().restore(new Scheduled(token, hour + 1, event("e")))))
                    .isNotEqualTo(token);
        }

        assertThat(scheduled(other)).hasSize(3).allMatch(event -> event.epochMillis() == hour + 1);
    }

    @Test
    void beginsWhereItIsToldWhileItIsEmpty() {
        assertThat(done(one.beginAt(500))).isEqualTo(500);
        assertThat(one.events().firstToken()).isEqualTo(500);
        assertThat(one.events().headToken()).isEqualTo(-1);

        one.close();
        one = RocksStore.open(directory.resolve("one"), clock, memory);
        Event first = eventAt("first", 1);
        assertThat(done(one.events().append(List.of(first)))).isEqualTo(500);

        assertThat(one.events().firstToken()).isEqualTo(500);
        assertThat(one.events().read(500, PAGE)).extracting(stored -> stored.event()).containsExactly(first);
    }

    @Test
    void beginsNowhereElseWhenItHasEventsOrHasGivenTheToken() {
        done(one.events().append(List.of(event("there"))));
        assertThat(done(one.beginAt(500))).isEqualTo(1);
        assertThat(one.events().firstToken()).isZero();

        done(one.purge());
        assertThat(done(one.beginAt(0))).isEqualTo(1);
        assertThat(done(one.beginAt(500))).isEqualTo(500);
        assertThat(done(one.events().append(List.of(event("next"))))).isEqualTo(500);
    }
}
