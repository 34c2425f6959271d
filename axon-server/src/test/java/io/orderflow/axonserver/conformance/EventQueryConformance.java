package io.orderflow.axonserver.conformance;

import static io.orderflow.axonserver.conformance.Conformance.soon;
import static io.orderflow.axonserver.conformance.Messages.domainEvent;
import static io.orderflow.axonserver.conformance.Messages.event;
import static io.orderflow.axonserver.conformance.Messages.eventAt;
import static io.orderflow.axonserver.conformance.Messages.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventQueryResultEntry;
import io.axoniq.axonserver.grpc.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Searching the events with queries. */
interface EventQueryConformance extends Conformance {

    private EventChannel events() {
        return clients().connect("searcher").eventChannel();
    }

    private static Event typed(String type, long epochMillis) {
        return eventAt(type, epochMillis).toBuilder().setPayload(payload(type).toBuilder().setType(type)).build();
    }

    private static void append(EventChannel events, Event... transaction) {
        assertThat(soon(events.appendEvents(transaction)).getSuccess()).isTrue();
    }

    /** All rows of a query that ends by itself. */
    private static List<EventQueryResultEntry> rows(ResultStream<EventQueryResultEntry> results) {
        List<EventQueryResultEntry> rows = new ArrayList<>();
        try (results) {
            for (EventQueryResultEntry row = take(results); row != null; row = take(results)) {
                rows.add(row);
            }
            assertThat(results.isClosed()).isTrue();
            assertThat(results.getError()).isEmpty();
        }
        return rows;
    }

    private static EventQueryResultEntry take(ResultStream<EventQueryResultEntry> results) {
        try {
            return results.nextIfAvailable(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Long> tokens(EventChannel events, String query) {
        return rows(events.queryEvents(query, false)).stream().map(row -> row.getValueAsLong("token")).toList();
    }

    private static String errorOf(ResultStream<EventQueryResultEntry> results) {
        try (results) {
            await().atMost(LIMIT).until(() -> results.getError().isPresent());
            return String.valueOf(results.getError().orElseThrow().getMessage());
        }
    }

    @Test
    default void findsEventsByAggregateTypeTokenAndTime() {
        EventChannel events = events();
        long now = System.currentTimeMillis();
        append(events, typed("old", now - Duration.ofDays(2).toMillis()), domainEvent("a", 0), domainEvent("b", 0));
        append(events, typed("new", now), domainEvent("a", 1));

        assertThat(tokens(events, "")).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(tokens(events, "aggregateIdentifier = \"a\"")).containsExactly(1L, 4L);
        assertThat(tokens(events, "aggregateIdentifier = \"a\" and token > 1")).containsExactly(4L);
        assertThat(tokens(events, "aggregateIdentifier = \"b\" or payloadType = \"old\"")).containsExactly(0L, 2L);
        assertThat(tokens(events, "payloadType in [\"old\", \"new\"]")).containsExactly(0L, 3L);
        assertThat(tokens(events, "token >= 2 and token < 4")).containsExactly(2L, 3L);
        assertThat(tokens(events, "last hour")).containsExactly(1L, 2L, 3L, 4L);
        assertThat(tokens(events, "last hour | payloadType = \"old\"")).isEmpty();
        assertThat(tokens(events, "timestamp < " + (now - Duration.ofDays(1).toMillis()))).containsExactly(0L);
        assertThat(tokens(events, "aggregateIdentifier = \"nobody\"")).isEmpty();
        assertThat(tokens(events, "token > 100")).isEmpty();
    }

    @Test
    default void describesEachEventInItsRow() {
        EventChannel events = events();
        Event appended = domainEvent("a", 0);
        append(events, event("first"), appended);

        EventQueryResultEntry row = rows(events.queryEvents("token = 1", false)).getFirst();

        assertThat(row.columns()).contains("token", "aggregateIdentifier", "aggregateSequenceNumber", "aggregateType",
                "payloadType", "payloadRevision", "payloadData", "timestamp");
        assertThat(row.getValueAsLong("token")).isEqualTo(1);
        assertThat(row.getValueAsString("aggregateIdentifier")).isEqualTo("a");
        assertThat(row.getValueAsLong("aggregateSequenceNumber")).isZero();
        assertThat(row.getValueAsString("aggregateType")).isEqualTo("Thing");
        assertThat(row.getValueAsString("payloadType")).isEqualTo("text");
        assertThat(row.getValueAsString("payloadData")).isEqualTo("a/0");
        assertThat(row.getValueAsLong("timestamp")).isEqualTo(appended.getTimestamp());
        assertThat(row.getIdentifiers()).isNotEmpty();
        assertThat(row.getSortValues()).hasSameSizeAs(
                rows(events.queryEvents("token = 0", false)).getFirst().getSortValues());
    }

    @Test
    default void findsMoreEventsThanItHasPermitsFor() {
        EventChannel events = events();
        for (int i = 0; i < 10; i++) {
            append(events, IntStream.range(0, 200).mapToObj(n -> event("e" + n)).toArray(Event[]::new));
        }

        assertThat(tokens(events, "")).containsExactlyElementsOf(LongStream.range(0, 2_000).boxed().toList());
        assertThat(tokens(events, "payloadData contains \"e1\" | limit 3")).containsExactly(1L, 10L, 11L);
    }

    @Test
    default void findsALongHistoryOfAnAggregate() {
        EventChannel events = events();
        for (int from = 0; from < 900; from += 300) {
            append(events, IntStream.range(from, from + 300).mapToObj(n -> domainEvent("a", n)).toArray(Event[]::new));
        }

        assertThat(tokens(events, "aggregateIdentifier = \"a\" and aggregateSequenceNumber >= 600")).hasSize(300);
        assertThat(tokens(events, "aggregateIdentifier = \"a\"")).hasSize(900);
    }

    @Test
    default void goesOnWithNewEventsWhereTheQueryIsLive() throws InterruptedException {
        EventChannel events = events();
        append(events, domainEvent("a", 0), domainEvent("b", 0));

        try (ResultStream<EventQueryResultEntry> results = events.queryEvents("aggregateIdentifier = \"a\"", true)) {
            assertThat(take(results).getValueAsLong("token")).isZero();
            append(events, domainEvent("b", 1), domainEvent("a", 1));
            assertThat(take(results).getValueAsLong("token")).isEqualTo(3);
            assertThat(results.nextIfAvailable(100, TimeUnit.MILLISECONDS)).isNull();
            assertThat(results.isClosed()).isFalse();
        }
    }

    @Test
    default void findsSnapshotsInsteadOfEvents() {
        EventChannel events = events();
        append(events, domainEvent("c", 0), domainEvent("c", 1));
        for (String id : List.of("a", "b")) {
            append(events, IntStream.range(0, 7).mapToObj(i -> domainEvent(id, i)).toArray(Event[]::new));
            for (long sequence = 0; sequence <= 6; sequence += 2) {
                soon(events.appendSnapshot(domainEvent(id, sequence)));
            }
        }

        assertThat(rows(events.querySnapshotEvents("aggregateIdentifier = \"a\"", false)))
                .extracting(row -> row.getValueAsLong("aggregateSequenceNumber"))
                .containsExactlyInAnyOrder(0L, 2L, 4L, 6L);
        assertThat(rows(events.querySnapshotEvents("aggregateSequenceNumber > 3", false))).hasSize(4);
        try (ResultStream<EventQueryResultEntry> live = events.querySnapshotEvents("payloadType = \"text\"", true)) {
            IntStream.range(0, 8).forEach(i -> assertThat(take(live)).isNotNull());
            soon(events.appendSnapshot(domainEvent("c", 1)));
            assertThat(take(live).getValueAsString("aggregateIdentifier")).isEqualTo("c");
        }
    }

    @Test
    default void saysWhereAQueryIsWrong() {
        EventChannel events = events();

        assertThat(errorOf(events.queryEvents("tokn = 1", false))).contains("AXONIQ-9200", "position 1", "tokn");
        assertThat(errorOf(events.queryEvents("token = 1 | groupby(payloadType, count())", false)))
                .contains("position 13", "groupby");
    }

    @Test
    default void refusesAQueryOfAContextThatIsNotThere() {
        assertThat(errorOf(events().queryEvents("", false, "nowhere"))).contains("AXONIQ-1302");
    }
}
