package io.orderflow.query.log;

import static io.orderflow.query.OrderFixture.ORDER;
import static io.orderflow.query.OrderFixture.shippedOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.saga.InterventionEvent.StepRetried;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.query.Story;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import io.orderflow.service.web.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventLogTest {

    private static final EventFilter ALL = new EventFilter(null, null, null, null);
    private static final long END = Long.MAX_VALUE;

    private final EventStore events = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final EventLog log = new EventLog(events,
            new StableNameSerializer(MessageTypes.of(MessageCatalog.published())));

    /** 23 events, at the positions 0 to 22. */
    @BeforeEach
    void shipAnOrder() {
        events.publish(shippedOrder().events());
    }

    private static List<Long> positions(EventLogPage page) {
        return page.items().stream().map(LoggedEvent::position).toList();
    }

    private List<String> found(EventFilter filter) {
        return log.search(filter, 0, END, 50).items().stream().map(LoggedEvent::type).toList();
    }

    private void retry(int times) {
        events.publish(IntStream.range(0, times)
                .mapToObj(time -> new GenericEventMessage<>(
                        new StepRetried(ORDER, SagaStep.RESERVING_STOCK, "again " + time)))
                .toList());
    }

    @Nested
    class ASearch {

        @Test
        void givesTheNewestEventsFirstPageByPage() {
            EventLogPage first = log.search(ALL, 0, END, 10);

            assertThat(positions(first)).containsExactly(22L, 21L, 20L, 19L, 18L, 17L, 16L, 15L, 14L, 13L);
            assertThat(first.position()).isEqualTo(22);
            assertThat(first.searchedTo()).isEqualTo(13);
            assertThat(first.next()).isEqualTo("12");
            EventLogPage last = log.search(ALL, 0, 2, 10);
            assertThat(positions(last)).containsExactly(2L, 1L, 0L);
            assertThat(last.next()).isNull();
            assertThat(last.searchedTo()).isZero();
        }

        @Test
        void showsAnEventAsAWhole() {
            LoggedEvent event = log.search(new EventFilter("stock.reserved", "stock:MUG", null, null), 0, END, 1)
                    .items()
                    .getFirst();

            assertThat(event).usingRecursiveComparison()
                    .isEqualTo(new LoggedEvent("stock.reserved", "1", Story.BEGIN.plusSeconds(2), 2, "e-2", "stock:MUG",
                            "MUG", 0L, new JsonMapper().readTree("""
                                    {"sku": "MUG", "orderId": "o-1", "quantity": 2, "name": "Mug"}"""), "c-1", "c-2",
                            "anna", "t-1", null, null, null));
        }

        @Test
        void findsByTypeAggregateAndText() {
            assertThat(found(new EventFilter("order.shipped", null, null, null))).containsExactly("order.shipped");
            assertThat(found(new EventFilter("order.*", null, null, null))).containsExactly("order.shipped",
                    "order.confirmed", "order.placed");
            assertThat(found(new EventFilter(null, "payment", null, null))).hasSize(3)
                    .allMatch(type -> type.startsWith("payment."));
            assertThat(found(new EventFilter(null, "payment:o-1", null, null))).hasSize(3);
            assertThat(found(new EventFilter(null, "pay", null, null))).isEmpty();
            assertThat(found(new EventFilter(null, null, "MUG", null))).containsExactly("stock.dispatched",
                    "stock.reserved");
            assertThat(found(new EventFilter(null, "order", "o-1", null))).hasSize(3);
            assertThat(found(new EventFilter(null, null, null, "dhl"))).containsExactly("order.shipped");
            assertThat(found(new EventFilter("order.*", null, null, "ANNA"))).hasSize(3);
            assertThat(found(new EventFilter(null, null, null, "nobody said this"))).isEmpty();
        }

        @Test
        void keepsToAStretchOfTheLog() {
            assertThat(positions(log.search(ALL, 5, 7, 50))).containsExactly(7L, 6L, 5L);
            assertThat(log.search(ALL, 5, 7, 50).next()).isNull();
            assertThat(log.search(ALL, 5, 7, 2).next()).isEqualTo("5");
            assertThat(log.search(ALL, 30, END, 2).items()).isEmpty();
            assertThat(log.search(ALL, 7, 5, 2).next()).isNull();
            assertThat(log.firstAt(Story.BEGIN.plusSeconds(5))).isEqualTo(5);
            assertThat(log.firstAt(Story.BEGIN.minusSeconds(5))).isZero();
        }

        /** However little is found, each request reads a bounded part of the log, and the pages together all of it. */
        @Test
        void saysHowFarItHasLookedWhereItFindsLittle() {
            retry(EventLog.MAX_EVENTS_READ);
            EventFilter rare = new EventFilter("order.placed", null, null, null);

            List<EventLogPage> pages = new ArrayList<>();
            String next = Long.toString(END);
            while (next != null) {
                pages.add(log.search(rare, 0, Long.parseLong(next), 50));
                next = pages.getLast().next();
            }

            assertThat(pages).hasSizeGreaterThan(1);
            assertThat(pages.getFirst().items()).isEmpty();
            assertThat(pages.getFirst().searchedTo()).isGreaterThanOrEqualTo(23)
                    .isEqualTo(Long.parseLong(pages.getFirst().next()) + 1);
            assertThat(pages.stream().flatMap(page -> page.items().stream()).map(LoggedEvent::position))
                    .containsExactly(0L);
        }

        @Test
        void isEmptyWhereTheLogIs() {
            EventLog empty = new EventLog(EmbeddedEventStore.builder()
                    .storageEngine(new InMemoryEventStorageEngine()).build(),
                    new StableNameSerializer(MessageTypes.of(List.of())));

            assertThat(empty.search(ALL, 0, END, 10)).isEqualTo(new EventLogPage(List.of(), null, -1, 0));
            assertThatThrownBy(() -> empty.around(0, 5)).isInstanceOf(NotFound.class);
        }
    }

    @Test
    void showsAnEventWithItsNeighbours() {
        EventNeighbours around = log.around(1, 3);

        assertThat(around.event().type()).isEqualTo("saga.fulfilment-started");
        assertThat(around.before()).extracting(LoggedEvent::position).containsExactly(0L);
        assertThat(around.after()).extracting(LoggedEvent::position).containsExactly(2L, 3L, 4L);
        assertThat(log.around(22, 2).after()).isEmpty();
        assertThat(log.around(22, 0).before()).isEmpty();
        assertThatThrownBy(() -> log.around(23, 5)).isInstanceOf(NotFound.class);
    }

    @Nested
    class ATail {

        private final EventLogTail tail = new EventLogTail(new CheckpointedLog(() -> events), log);

        @BeforeEach
        void start() {
            tail.start();
        }

        private List<String> read(EventFilter filter, @Nullable Long known, int expected, Runnable meanwhile)
                throws Exception {
            List<String> read = new ArrayList<>();
            Instant end = Instant.now().plusSeconds(10);
            try (var source = tail.open(filter, known)) {
                meanwhile.run();
                while (read.size() < expected && Instant.now().isBefore(end)) {
                    var event = source.next(Duration.ofMillis(100));
                    if (event != null) {
                        read.add(event.id() + " " + event.name());
                    }
                }
            }
            return read;
        }

        @Test
        void tellsNewEventsThatAreWanted() throws Exception {
            assertThat(read(new EventFilter("saga.*", null, null, "again"), null, 2, () -> {
                events.publish(new GenericEventMessage<>("not wanted"));
                retry(2);
            })).containsExactly("24 event", "25 event");
        }

        @Test
        void goesOnAfterTheLastEventThatTheClientHas() throws Exception {
            assertThat(read(ALL, 20L, 2, () -> {})).containsExactly("21 event", "22 event");
            try (var source = tail.open(ALL, 22L)) {
                assertThat(source.next(Duration.ofMillis(20))).isNull();
            }
            assertThat(read(ALL, 4_000L, 1, () -> retry(1))).containsExactly("23 event");
        }

        @Test
        void leavesOutWhatWouldBeTooMuchAndSaysSo() throws Exception {
            retry((int) EventLogTail.MAX_MISSED_EVENTS);

            assertThat(read(ALL, 20L, 2, () -> {})).startsWith("22 gap", "23 event");
        }

        @Test
        void takesNoIdOfAnythingElse() {
            assertThat(EventLogTail.positionOf("22")).isEqualTo(22);
            assertThat(EventLogTail.positionOf(null)).isNull();
            assertThatThrownBy(() -> EventLogTail.positionOf("-1")).isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> EventLogTail.positionOf("1.2.x")).isInstanceOf(InvalidValue.class);
        }

        @Test
        void endsWhenTheProcessStops() throws Exception {
            try (var source = tail.open(ALL, null)) {
                tail.stop();

                assertThat(source.next(Duration.ofSeconds(1)).last()).isTrue();
            }
        }
    }
}
